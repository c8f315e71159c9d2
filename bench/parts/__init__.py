"""One module for each thing that is measured; `measure(data)` gives its results."""
