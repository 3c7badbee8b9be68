"""The named, frozen types that pass between the stages."""
