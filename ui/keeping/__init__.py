"""What leaves Sotto as a file and comes back: backups, exports of everything, chats of other assistants."""
