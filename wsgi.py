"""The application as servers import it: `wsgi:app`."""

from app.factory import create_app

app = create_app()
