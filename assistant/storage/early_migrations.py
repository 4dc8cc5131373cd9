"""The first steps of the schema; ``migrations`` goes on after them. None is edited: they are released.

Token counts and timings of an answer are columns of ``messages``; citations point at characters of ``pages.text``, which is
kept exactly as extracted, so that every quote can be checked against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.storage.migration_diary import migrations, run_script

if TYPE_CHECKING:
    from sqlite_utils import Database


@migrations()
def m001_conversations(database: Database) -> None:
    """Conversations and messages; ``answer_pieces`` holds the text of answers still being streamed."""
    run_script(
        database,
        """
        CREATE TABLE conversations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL DEFAULT '',
            title_by_user INTEGER NOT NULL DEFAULT 0,
            created_at REAL NOT NULL,
            updated_at REAL NOT NULL
        );
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
            role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
            text TEXT NOT NULL,
            prompt_text TEXT NOT NULL DEFAULT '',
            state TEXT NOT NULL CHECK (state IN ('complete', 'streaming', 'interrupted', 'failed')),
            spoken INTEGER NOT NULL DEFAULT 0,
            created_at REAL NOT NULL,
            model TEXT NOT NULL DEFAULT '',
            basis TEXT NOT NULL DEFAULT 'general',
            refused INTEGER NOT NULL DEFAULT 0,
            prompt_tokens INTEGER NOT NULL DEFAULT 0,
            reused_tokens INTEGER NOT NULL DEFAULT 0,
            completion_tokens INTEGER NOT NULL DEFAULT 0,
            dropped_messages INTEGER NOT NULL DEFAULT 0,
            retrieval_ms REAL NOT NULL DEFAULT 0,
            first_token_ms REAL NOT NULL DEFAULT 0,
            total_ms REAL NOT NULL DEFAULT 0,
            tokens_per_s REAL NOT NULL DEFAULT 0,
            support TEXT NOT NULL DEFAULT '[]'
        );
        CREATE INDEX messages_by_conversation ON messages(conversation_id, id);
        CREATE TABLE answer_pieces (
            message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
            n INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (message_id, n)
        ) WITHOUT ROWID;
        """,
    )


@migrations()
def m002_documents(database: Database) -> None:
    """Documents, their pages and chunks, full text by words, and by three characters for text without spaces."""
    run_script(
        database,
        """
        CREATE TABLE documents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            path TEXT NOT NULL,
            collection TEXT NOT NULL DEFAULT '',
            content_hash TEXT NOT NULL DEFAULT '',
            size_bytes INTEGER NOT NULL DEFAULT 0,
            modified_at REAL NOT NULL DEFAULT 0,
            title TEXT NOT NULL DEFAULT '',
            media_type TEXT NOT NULL DEFAULT '',
            state TEXT NOT NULL CHECK (state IN ('waiting', 'indexed', 'partly', 'failed')),
            reason TEXT NOT NULL DEFAULT '',
            page_count INTEGER NOT NULL DEFAULT 0,
            pages_without_text INTEGER NOT NULL DEFAULT 0,
            seconds REAL NOT NULL DEFAULT 0,
            added_at REAL NOT NULL,
            UNIQUE (path, collection)
        );
        CREATE TABLE pages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            number INTEGER,
            text TEXT NOT NULL,
            runs BLOB NOT NULL DEFAULT x'',
            width_pt REAL NOT NULL DEFAULT 0,
            height_pt REAL NOT NULL DEFAULT 0,
            UNIQUE (document_id, position)
        );
        CREATE TABLE chunks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            page_id INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            start INTEGER NOT NULL,
            end INTEGER NOT NULL,
            heading TEXT NOT NULL DEFAULT '',
            embedded_by TEXT NOT NULL DEFAULT ''
        );
        CREATE INDEX chunks_by_document ON chunks(document_id, position);
        CREATE INDEX chunks_by_page ON chunks(page_id);
        CREATE INDEX chunks_by_embedder ON chunks(embedded_by);
        CREATE VIRTUAL TABLE chunk_words USING fts5(title, heading, text, tokenize = "porter unicode61 remove_diacritics 2");
        CREATE VIRTUAL TABLE chunk_trigrams USING fts5(title, heading, text, tokenize = "trigram");
        """,
    )


@migrations()
def m003_citations(database: Database) -> None:
    """What each answer quotes; the quote stays readable when its document is removed."""
    run_script(
        database,
        """
        CREATE TABLE citations (
            message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
            n INTEGER NOT NULL,
            document_id INTEGER NOT NULL,
            document_path TEXT NOT NULL,
            content_hash TEXT NOT NULL DEFAULT '',
            page INTEGER,
            start INTEGER NOT NULL,
            end INTEGER NOT NULL,
            quote TEXT NOT NULL,
            boxes TEXT NOT NULL DEFAULT '[]',
            score REAL NOT NULL DEFAULT 0,
            PRIMARY KEY (message_id, n)
        ) WITHOUT ROWID;
        """,
    )


@migrations()
def m004_facts(database: Database) -> None:
    """What the user asked to be remembered, each with the message it came from."""
    run_script(
        database,
        """
        CREATE TABLE facts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            text TEXT NOT NULL,
            source_message_id INTEGER REFERENCES messages(id) ON DELETE SET NULL,
            quote TEXT NOT NULL DEFAULT '',
            since REAL NOT NULL,
            until REAL
        );
        """,
    )


@migrations()
def m005_character_pairs(database: Database) -> None:
    """Pairs of characters instead of three: two-kanji words are found, and JSQuAD's paragraph comes first in 97 %, not 94 %."""
    run_script(
        database,
        """
        DROP TABLE chunk_trigrams;
        CREATE VIRTUAL TABLE chunk_pairs USING fts5(title, heading, text, tokenize = "unicode61 remove_diacritics 2");
        """,
    )


@migrations()
def m006_spoken_turns(database: Database) -> None:
    """What was not heard of an answer that was broken off, how long it took to begin, and how long the user's own pauses are."""
    run_script(
        database,
        """
        CREATE TABLE spoken_answers (
            message_id INTEGER PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE,
            unheard TEXT NOT NULL DEFAULT '',
            latency_ms TEXT NOT NULL DEFAULT ''
        );
        CREATE TABLE user_pauses (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            seconds REAL NOT NULL
        );
        """,
    )


@migrations()
def m007_memory(database: Database) -> None:
    """Messages and facts searchable by words, pairs and meaning; receipts; facts go with the message they were drawn from.

    ``indexed`` and ``read_for_facts`` are what the background has done so far. Removing or changing a message or a fact takes
    its index rows along by trigger, whoever does it. FTS5's secure-delete leaves no word of a removed row behind.
    """
    run_script(
        database,
        """
        CREATE TABLE facts_with_origin (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            text TEXT NOT NULL,
            message_id INTEGER REFERENCES messages(id) ON DELETE CASCADE,
            quote TEXT NOT NULL DEFAULT '',
            origin TEXT NOT NULL DEFAULT 'told' CHECK (origin IN ('told', 'noticed', 'written')),
            topic TEXT NOT NULL DEFAULT '',
            since REAL NOT NULL,
            until REAL,
            indexed INTEGER NOT NULL DEFAULT 0
        );
        INSERT INTO facts_with_origin (id, text, message_id, quote, since, until)
            SELECT id, text, source_message_id, quote, since, until FROM facts;
        DROP TABLE facts;
        ALTER TABLE facts_with_origin RENAME TO facts;
        CREATE INDEX facts_by_message ON facts(message_id);
        CREATE INDEX facts_by_topic ON facts(topic) WHERE topic <> '';
        CREATE INDEX facts_not_indexed ON facts(id) WHERE indexed = 0;
        ALTER TABLE messages ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE messages ADD COLUMN read_for_facts INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX messages_not_indexed ON messages(id) WHERE indexed = 0;
        CREATE INDEX messages_not_read ON messages(id) WHERE read_for_facts = 0 AND role = 'user';
        CREATE TABLE answer_memories (
            message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
            n INTEGER NOT NULL,
            fact_id INTEGER REFERENCES facts(id) ON DELETE CASCADE,
            source_id INTEGER REFERENCES messages(id) ON DELETE CASCADE,
            CHECK (fact_id IS NOT NULL OR source_id IS NOT NULL),
            PRIMARY KEY (message_id, n)
        ) WITHOUT ROWID;
        CREATE INDEX answer_memories_by_fact ON answer_memories(fact_id);
        CREATE INDEX answer_memories_by_source ON answer_memories(source_id);
        """,
    )
    for kind in ("message", "fact"):
        run_script(
            database,
            f"""
            CREATE VIRTUAL TABLE {kind}_words USING fts5(text, tokenize = "porter unicode61 remove_diacritics 2");
            CREATE VIRTUAL TABLE {kind}_pairs USING fts5(text, tokenize = "unicode61 remove_diacritics 2");
            INSERT INTO {kind}_words({kind}_words, rank) VALUES ('secure-delete', 1);
            INSERT INTO {kind}_pairs({kind}_pairs, rank) VALUES ('secure-delete', 1);
            CREATE TABLE {kind}_vectors (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                {kind}_id INTEGER NOT NULL UNIQUE REFERENCES {kind}s(id) ON DELETE CASCADE,
                embedded_by TEXT NOT NULL,
                embedding BLOB NOT NULL
            )
            """,  # noqa: S608 - our names
        )
        remove = "".join(
            f"DELETE FROM {kind}_{table} WHERE {key} = old.id; "  # noqa: S608 - our names
            for table, key in (("words", "rowid"), ("pairs", "rowid"), ("vectors", f"{kind}_id"))
        )
        database.execute(f"CREATE TRIGGER {kind}s_removed AFTER DELETE ON {kind}s BEGIN {remove} END")
        again = f"UPDATE {kind}s SET indexed = 0 WHERE id = old.id;"  # noqa: S608 - our name
        database.execute(
            f"CREATE TRIGGER {kind}s_changed AFTER UPDATE OF text ON {kind}s WHEN old.text <> new.text"
            f" BEGIN {remove} {again} END"
        )


@migrations()
def m008_scans_and_locks(database: Database) -> None:
    """How many pages of a document were recognised, and whether it waits for its password."""
    run_script(
        database,
        """
        ALTER TABLE documents ADD COLUMN ocr_pages INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE documents ADD COLUMN locked INTEGER NOT NULL DEFAULT 0
        """,
    )


@migrations()
def m009_watched_folders(database: Database) -> None:
    """Folders whose files are followed as they come, change and go."""
    database.execute(
        "CREATE TABLE watched_folders (path TEXT NOT NULL, collection TEXT NOT NULL DEFAULT '',"
        " PRIMARY KEY (path, collection)) WITHOUT ROWID"
    )


@migrations()
def m010_pinned_conversations(database: Database) -> None:
    """Conversations that stay at the top of the list."""
    database.execute("ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0")


@migrations()
def m011_recordings(database: Database) -> None:
    """When the words of a recording were said; and pieces that were heard of those not heard to their end yet."""
    run_script(
        database,
        """
        ALTER TABLE pages ADD COLUMN moments BLOB NOT NULL DEFAULT x'';
        ALTER TABLE citations ADD COLUMN at_s REAL;
        CREATE TABLE heard_pieces (
            content_hash TEXT NOT NULL,
            model TEXT NOT NULL,
            number INTEGER NOT NULL,
            piece BLOB NOT NULL,
            PRIMARY KEY (content_hash, model, number)
        ) WITHOUT ROWID
        """,
    )


@migrations()
def m012_skills(database: Database) -> None:
    """What skills did, with what undoes it, and the values they keep (timers). An action goes with the answer it was done for."""
    run_script(
        database,
        """
        CREATE TABLE actions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            message_id INTEGER REFERENCES messages(id) ON DELETE CASCADE,
            skill TEXT NOT NULL,
            arguments TEXT NOT NULL DEFAULT '{}',
            text TEXT NOT NULL,
            changes TEXT NOT NULL,
            undoable INTEGER NOT NULL DEFAULT 1,
            state TEXT NOT NULL CHECK (state IN ('begun', 'done', 'undoing', 'undone')),
            created_at REAL NOT NULL
        );
        CREATE INDEX actions_by_message ON actions(message_id);
        CREATE TABLE skill_values (
            store TEXT NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (store, key)
        ) WITHOUT ROWID
        """,
    )
