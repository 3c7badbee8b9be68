"""The send log: who was sent which document of which edition, when, with which hash; and the promise that nobody gets two."""

from briefgen.deliver.log.reading import LogReader
from briefgen.deliver.log.writing import SendLog

__all__ = ["LogReader", "SendLog"]
