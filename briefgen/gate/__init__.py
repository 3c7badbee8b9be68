"""gate: what a finished document must hold before it is published."""
