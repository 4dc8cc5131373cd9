"""The front door: everything the window and the command may ask of Sotto.

``assistant.Assistant`` implements it in this process; ``assistant.RemoteAssistant`` in a child process. Calls return quickly;
what takes long returns an id and tells the rest through events (``subscribe``). Arguments and results are plain values.
Every call may raise ``UserFacingError``.
"""

from assistant.front_door.chat_server import ChatServerApi
from assistant.front_door.conversations import ConversationsApi, MemoryApi
from assistant.front_door.documents import DocumentsApi
from assistant.front_door.exam import ExamApi
from assistant.front_door.home import HomeApi
from assistant.front_door.keeping import BackupsApi, EncryptionApi, ModelsApi, SkillsApi
from assistant.front_door.speech import SoundCheckApi, VoiceApi
from assistant.front_door.tools import ToolsApi
from assistant.front_door.whole import AssistantApi, Listener, Unsubscribe

__all__ = [
    "AssistantApi",
    "BackupsApi",
    "ChatServerApi",
    "ConversationsApi",
    "DocumentsApi",
    "EncryptionApi",
    "ExamApi",
    "HomeApi",
    "Listener",
    "MemoryApi",
    "ModelsApi",
    "SkillsApi",
    "SoundCheckApi",
    "ToolsApi",
    "Unsubscribe",
    "VoiceApi",
]
