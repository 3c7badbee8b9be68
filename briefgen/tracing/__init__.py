"""tracing: from a printed value to its evidence and back, out of the finished files; a document's sheet for referencing."""
