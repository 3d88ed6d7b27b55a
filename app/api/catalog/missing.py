"""What is not there, in the words that clients of the protocol know."""

from app.errors import EntityNotFoundError


class NotThereError(EntityNotFoundError):
    """There is nothing by this name; the text is the protocol's."""

    def __init__(self, name: object, text: str) -> None:
        super().__init__(name)
        self.args = (text,)
