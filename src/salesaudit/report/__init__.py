"""The report that people read and act on: one view of an audit, and the faces that lay it out."""
