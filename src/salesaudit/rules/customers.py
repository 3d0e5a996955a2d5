"""PPL: sellers and customers."""
