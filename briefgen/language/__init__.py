"""language: what briefgen knows of human languages."""
