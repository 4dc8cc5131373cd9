"""From sound to words: Whisper in a short window, its guards, and long recordings."""
