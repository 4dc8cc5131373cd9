"""What Sotto does itself, exactly, without the model. Each skill is one file."""
