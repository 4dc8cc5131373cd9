"""The schema, as a diary: append-only, one named step after the other. A released step is never edited.

The steps before these are in ``early_migrations``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import assistant.storage.early_migrations  # noqa: F401 - its steps come first
from assistant.storage.migration_diary import migrations, run_script

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["migrations"]


@migrations()
def m013_vector_codes(database: Database) -> None:
    """Sign bits of vectors in blocks, a quarter of the time of int8 in sqlite-vec; what older versions left is made into codes
    in the background. ``converted`` is the last block that was."""
    run_script(
        database,
        """
        CREATE TABLE vector_centres (
            vectors TEXT PRIMARY KEY,
            centre BLOB NOT NULL,
            converted INTEGER NOT NULL DEFAULT -1
        ) WITHOUT ROWID;
        CREATE TABLE vector_codes (
            vectors TEXT NOT NULL,
            block INTEGER NOT NULL,
            version INTEGER NOT NULL,
            live BLOB NOT NULL,
            codes BLOB NOT NULL,
            PRIMARY KEY (vectors, block)
        );
        CREATE INDEX vector_codes_by_version ON vector_codes(vectors, block, version)
        """,
    )


@migrations()
def m014_kept_passwords(database: Database) -> None:
    """Documents whose password the keyring keeps. A row outlives its document, until the entry is gone from there too."""
    database.execute("CREATE TABLE kept_passwords (document_id INTEGER PRIMARY KEY)")


@migrations()
def m015_document_notes(database: Database) -> None:
    """Notes made of a document's parts, by what they were made of; they go when it changes or goes."""
    database.execute(
        "CREATE TABLE document_notes (document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,"
        " digest TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (document_id, digest)) WITHOUT ROWID"
    )
    database.execute(
        "CREATE TRIGGER documents_changed AFTER UPDATE OF content_hash ON documents"
        " WHEN old.content_hash <> new.content_hash"
        " BEGIN DELETE FROM document_notes WHERE document_id = old.id; END"
    )


@migrations()
def m016_folders_and_imports(database: Database) -> None:
    """Folders of conversations. ``imported_id`` names what came from another assistant's export, so that it comes once."""
    run_script(
        database,
        """
        ALTER TABLE conversations ADD COLUMN folder TEXT NOT NULL DEFAULT '';
        ALTER TABLE conversations ADD COLUMN imported_id TEXT NOT NULL DEFAULT '';
        CREATE UNIQUE INDEX conversations_by_import ON conversations(imported_id) WHERE imported_id <> '';
        ALTER TABLE messages ADD COLUMN imported_id TEXT NOT NULL DEFAULT '';
        CREATE UNIQUE INDEX messages_by_import ON messages(conversation_id, imported_id) WHERE imported_id <> ''
        """,
    )


@migrations()
def m017_tables(database: Database) -> None:
    """Tables of documents, whose rows lie in files of their own, and what an answer computed from them."""
    run_script(
        database,
        """
        CREATE TABLE data_tables (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            page INTEGER,
            row_count INTEGER NOT NULL,
            total_left_out INTEGER NOT NULL DEFAULT 0,
            columns TEXT NOT NULL,
            UNIQUE (document_id, number)
        );
        ALTER TABLE messages ADD COLUMN data TEXT NOT NULL DEFAULT ''
        """,
    )


@migrations()
def m018_pictured_citations(database: Database) -> None:
    """Citations whose box is a figure or table that is shown as a picture."""
    database.execute("ALTER TABLE citations ADD COLUMN pictured INTEGER NOT NULL DEFAULT 0")


@migrations()
def m019_context_of_answers(database: Database) -> None:
    """How many tokens the model that gave an answer could keep in view."""
    database.execute("ALTER TABLE messages ADD COLUMN context_tokens INTEGER NOT NULL DEFAULT 0")


@migrations()
def m020_reader_versions(database: Database) -> None:
    """Which version of its reader a document was read by, and where in its page's text a table begins."""
    database.execute("ALTER TABLE documents ADD COLUMN reader_version INTEGER NOT NULL DEFAULT 0")
    database.execute("ALTER TABLE data_tables ADD COLUMN start INTEGER")


@migrations()
def m021_pasted_pictures(database: Database) -> None:
    """Pictures pasted into a question, and the questions that were asked about each; a question that is gone leaves NULL."""
    run_script(
        database,
        """
        ALTER TABLE documents ADD COLUMN pasted INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE picture_questions (
            document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            message_id INTEGER REFERENCES messages(id) ON DELETE SET NULL
        );
        CREATE INDEX picture_questions_by_document ON picture_questions(document_id);
        CREATE INDEX picture_questions_by_message ON picture_questions(message_id)
        """,
    )


@migrations()
def m022_tables_over_pages(database: Database) -> None:
    """Where a table goes on, on the pages after its first."""
    database.execute("ALTER TABLE data_tables ADD COLUMN goes_on TEXT NOT NULL DEFAULT '[]'")


@migrations()
def m023_turned_codes(database: Database) -> None:
    """Codes around the mean, turned, with the two numbers that bring them to scale; those of older versions are made anew in the
    background. ``coded_to`` is the last block that was, NULL when all are."""
    run_script(
        database,
        """
        DROP TABLE vector_codes;
        DROP TABLE vector_centres;
        CREATE TABLE vector_centres (
            vectors TEXT PRIMARY KEY,
            centre BLOB NOT NULL,
            coded_to INTEGER DEFAULT -1,
            rotation BLOB NOT NULL
        );
        CREATE TABLE vector_codes (
            vectors TEXT NOT NULL,
            block INTEGER NOT NULL,
            version INTEGER NOT NULL,
            live BLOB NOT NULL,
            codes BLOB NOT NULL,
            factors BLOB NOT NULL,
            PRIMARY KEY (vectors, block)
        );
        CREATE INDEX vector_codes_by_version ON vector_codes(vectors, block, version)
        """,
    )


@migrations()
def m024_look_in(database: Database) -> None:
    """The documents that were chosen for a question."""
    database.execute("ALTER TABLE messages ADD COLUMN look_in TEXT NOT NULL DEFAULT ''")


@migrations()
def m025_forget_at(database: Database) -> None:
    """When a fact that was to be remembered for a while is forgotten; NULL for never."""
    database.execute("ALTER TABLE facts ADD COLUMN forget_at REAL")


@migrations()
def m026_page_emphasis(database: Database) -> None:
    """What of a page's text is bold or italic."""
    database.execute("ALTER TABLE pages ADD COLUMN emphasis BLOB NOT NULL DEFAULT x''")


@migrations()
def m027_page_headings(database: Database) -> None:
    """Which lines of a page are headings."""
    database.execute("ALTER TABLE pages ADD COLUMN headings BLOB NOT NULL DEFAULT x''")


@migrations()
def m028_exam(database: Database) -> None:
    """The user's own exam. A question goes with its document and with the message that it was asked in, an answer with its
    question."""
    run_script(
        database,
        """
        CREATE TABLE exam_questions (
            id INTEGER PRIMARY KEY,
            question TEXT NOT NULL,
            expected TEXT NOT NULL DEFAULT '',
            document_id INTEGER REFERENCES documents(id) ON DELETE CASCADE,
            page INTEGER,
            quote TEXT NOT NULL DEFAULT '',
            origin TEXT NOT NULL,
            message_id INTEGER REFERENCES messages(id) ON DELETE CASCADE
        );
        CREATE INDEX exam_questions_by_document ON exam_questions(document_id);
        CREATE INDEX exam_questions_by_message ON exam_questions(message_id);
        CREATE TABLE exam_runs (
            id INTEGER PRIMARY KEY,
            began_at REAL NOT NULL,
            state TEXT NOT NULL,
            setup TEXT NOT NULL
        );
        CREATE TABLE exam_answers (
            run_id INTEGER NOT NULL REFERENCES exam_runs(id) ON DELETE CASCADE,
            question_id INTEGER NOT NULL REFERENCES exam_questions(id) ON DELETE CASCADE,
            correct INTEGER NOT NULL,
            refused INTEGER NOT NULL,
            found INTEGER,
            cited INTEGER,
            answer TEXT NOT NULL,
            took_ms REAL NOT NULL,
            PRIMARY KEY (run_id, question_id)
        ) WITHOUT ROWID;
        CREATE INDEX exam_answers_by_question ON exam_answers(question_id)
        """,
    )


@migrations()
def m029_kept_out_files(database: Database) -> None:
    """Files of followed folders whose documents the user removed, by a digest of path and collection: a name that was to be
    forgotten is not kept for it."""
    database.execute("CREATE TABLE kept_out_files (digest BLOB PRIMARY KEY) WITHOUT ROWID")


@migrations()
def m030_still_indexing(database: Database) -> None:
    """Whether not all documents were read and indexed when an answer was given."""
    run_script(database, "ALTER TABLE messages ADD COLUMN still_indexing INTEGER NOT NULL DEFAULT 0")


@migrations()
def m031_page_turn(database: Database) -> None:
    """How far a page that was scanned on its side or head is turned to be upright, in degrees."""
    run_script(database, "ALTER TABLE pages ADD COLUMN turn INTEGER NOT NULL DEFAULT 0")


@migrations()
def m032_answer_parts(database: Database) -> None:
    """The questions of a message that were answered one by one, and where in the answer each is."""
    run_script(database, "ALTER TABLE messages ADD COLUMN parts TEXT NOT NULL DEFAULT '[]'")


@migrations()
def m033_asked_again(database: Database) -> None:
    """The question that a question asks once more; its answer has the same number, and is another version of the first's."""
    run_script(
        database,
        """
        ALTER TABLE messages ADD COLUMN again_of INTEGER REFERENCES messages(id) ON DELETE SET NULL;
        CREATE INDEX messages_asked_again ON messages(again_of) WHERE again_of IS NOT NULL
        """,
    )
