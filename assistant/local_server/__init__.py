"""An OpenAI-compatible server on loopback, off unless switched on: other programs of this machine use Sotto's models."""
