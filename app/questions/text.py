"""Which texts a database can be asked about at all."""


def askable(written: str) -> str:
    """The text, with what no database stores written out, so that asking finds nothing and breaks nothing.

    Names reach us by command lines and addresses, which carry NUL and halves of surrogate pairs.
    """
    return written.encode(errors="backslashreplace").decode().replace("\0", "\\x00")
