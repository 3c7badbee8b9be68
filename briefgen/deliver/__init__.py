"""deliver: documents and recipients become messages, plans of them, and a log of what was sent."""
