"""FUN: who does what."""
