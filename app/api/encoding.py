"""JSON by orjson: quick, and never anything that is no JSON, such as NaN."""

from typing import Any

import orjson
from flask.json.provider import JSONProvider

from app.reports import plain


class Provider(JSONProvider):
    """What `jsonify` and `request.get_json` write and read with."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """JSON text; of what callers ask for only an indentation is heard."""
        option = orjson.OPT_NON_STR_KEYS | (orjson.OPT_INDENT_2 if kwargs.get("indent") else 0)
        return orjson.dumps(obj, default=plain.of, option=option).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """The value of a JSON text; raises `ValueError` for anything else."""
        del kwargs
        return orjson.loads(s)
