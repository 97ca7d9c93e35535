"""tsutawaru: checks what Japanese cities write to their citizens."""

__version__ = "0.1.0"
