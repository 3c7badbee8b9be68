"""A cluster makes documents: a workshop travels in pieces to Dask's workers, finished documents come back."""
