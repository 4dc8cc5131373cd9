<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%Ln chats</source>
        <translation>
            <numerusform>%Ln chat</numerusform>
            <numerusform>%Ln chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln facts</source>
        <translation>
            <numerusform>%Ln fact</numerusform>
            <numerusform>%Ln facts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln facts go.</source>
        <translation>
            <numerusform>%Ln fact goes.</numerusform>
            <numerusform>%Ln facts go.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not read</source>
        <translation>
            <numerusform>%Ln not read</numerusform>
            <numerusform>%Ln not read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your messages and their answers lose their words.</source>
        <translation>
            <numerusform>%Ln of your messages and its answer lose their words.</numerusform>
            <numerusform>%Ln of your messages and their answers lose their words.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older messages did not fit and were left out.</source>
        <translation>
            <numerusform>%Ln older message did not fit and was left out.</numerusform>
            <numerusform>%Ln older messages did not fit and were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other answers that repeat it go too.</source>
        <translation>
            <numerusform>%Ln other answer that repeats it goes too.</numerusform>
            <numerusform>%Ln other answers that repeat it go too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pages</source>
        <translation>
            <numerusform>%Ln page</numerusform>
            <numerusform>%Ln pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln passages</source>
        <translation>
            <numerusform>%Ln passage</numerusform>
            <numerusform>%Ln passages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln read in part</source>
        <translation>
            <numerusform>%Ln read in part</numerusform>
            <numerusform>%Ln read in part</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln recognised from pictures</source>
        <translation>
            <numerusform>%Ln recognised from a picture</numerusform>
            <numerusform>%Ln recognised from pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln waiting</numerusform>
            <numerusform>%Ln waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without text</source>
        <translation>
            <numerusform>%Ln without text</numerusform>
            <numerusform>%Ln without text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read %Ln tokens, {reused} of them kept from before</source>
        <translation>
            <numerusform>Read %Ln token, {reused} of them kept from before</numerusform>
            <numerusform>Read %Ln tokens, {reused} of them kept from before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln documents from the library?</source>
        <translation>
            <numerusform>Remove %Ln document from the library?</numerusform>
            <numerusform>Remove %Ln documents from the library?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove the collection “{collection}” with its %Ln documents?</source>
        <translation>
            <numerusform>Remove the collection “{collection}” with its %Ln document?</numerusform>
            <numerusform>Remove the collection “{collection}” with its %Ln documents?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %Ln tokens</source>
        <translation>
            <numerusform>Wrote %Ln token</numerusform>
            <numerusform>Wrote %Ln tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln hours</source>
        <translation>
            <numerusform>about %Ln hour</numerusform>
            <numerusform>about %Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln hours left</source>
        <translation>
            <numerusform>about %Ln hour left</numerusform>
            <numerusform>about %Ln hours left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes</source>
        <translation>
            <numerusform>about %Ln minute</numerusform>
            <numerusform>about %Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes left</source>
        <translation>
            <numerusform>about %Ln minute left</numerusform>
            <numerusform>about %Ln minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message numerus="yes">
        <source>Delete this question and all %Ln versions of its answer</source>
        <translation>
            <numerusform>Delete this question and %Ln version of its answer</numerusform>
            <numerusform>Delete this question and all %Ln versions of its answer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CalendarFiles</name>
    <message numerus="yes">
        <source>%Ln events are in {file}.</source>
        <translation>
            <numerusform>%Ln event is in {file}.</numerusform>
            <numerusform>%Ln events are in {file}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events were added.</source>
        <translation>
            <numerusform>%Ln event was added.</numerusform>
            <numerusform>%Ln events were added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were there already.</source>
        <translation>
            <numerusform>%Ln was there already.</numerusform>
            <numerusform>%Ln were there already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing new: %Ln events were there already.</source>
        <translation>
            <numerusform>Nothing new: %Ln event was there already.</numerusform>
            <numerusform>Nothing new: %Ln events were there already.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChatExchange</name>
    <message numerus="yes">
        <source>%Ln chats with {messages} were added.</source>
        <translation>
            <numerusform>%Ln chat with {messages} was added.</numerusform>
            <numerusform>%Ln chats with {messages} were added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be read.</source>
        <translation>
            <numerusform>%Ln could not be read.</numerusform>
            <numerusform>%Ln could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be read. The others were imported.</source>
        <translation>
            <numerusform>%Ln could not be read. The others were imported.</numerusform>
            <numerusform>%Ln could not be read. The others were imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were here already.</source>
        <translation>
            <numerusform>%Ln was here already.</numerusform>
            <numerusform>%Ln were here already.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message numerus="yes">
        <source>%Ln older messages of this chat were left out.</source>
        <translation>
            <numerusform>%Ln older message of this chat was left out.</numerusform>
            <numerusform>%Ln older messages of this chat were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{percent} % of what the model keeps in view is used: {tokens} of %Ln tokens.</source>
        <translation>
            <numerusform>{percent} % of what the model keeps in view is used: {tokens} of %Ln token.</numerusform>
            <numerusform>{percent} % of what the model keeps in view is used: {tokens} of %Ln tokens.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataView</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the first {shown} of %Ln rows</source>
        <translation>
            <numerusform>the first {shown} of %Ln row</numerusform>
            <numerusform>the first {shown} of %Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentIntake</name>
    <message numerus="yes">
        <source>Added %Ln documents. Ask about them.</source>
        <translation>
            <numerusform>Added %Ln document. Ask about it.</numerusform>
            <numerusform>Added %Ln documents. Ask about them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more; the list of documents says why.</source>
        <translation>
            <numerusform>… and %Ln more; the list of documents says why.</numerusform>
            <numerusform>… and %Ln more; the list of documents says why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IndexProgressLine</name>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>%Ln added</numerusform>
            <numerusform>%Ln added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known already</source>
        <translation>
            <numerusform>%Ln known already</numerusform>
            <numerusform>%Ln known already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not read</source>
        <translation>
            <numerusform>%Ln not read</numerusform>
            <numerusform>%Ln not read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln read in part</source>
        <translation>
            <numerusform>%Ln read in part</numerusform>
            <numerusform>%Ln read in part</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MemoryPage</name>
    <message numerus="yes">
        <source>%Ln facts, each with its source</source>
        <translation>
            <numerusform>%Ln fact, with its source</numerusform>
            <numerusform>%Ln facts, each with its source</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageActions</name>
    <message numerus="yes">
        <source>Deleted the question and all %Ln versions of its answer.</source>
        <translation>
            <numerusform>Deleted the question and %Ln version of its answer.</numerusform>
            <numerusform>Deleted the question and all %Ln versions of its answer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NetworkCard</name>
    <message numerus="yes">
        <source>%Ln attempts to reach the network were stopped, the last by “{who}”.</source>
        <translation>
            <numerusform>%Ln attempt to reach the network was stopped; it was made by “{who}”.</numerusform>
            <numerusform>%Ln attempts to reach the network were stopped, the last by “{who}”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueuedQuestions</name>
    <message numerus="yes">
        <source>%Ln wait. {next}</source>
        <translation>
            <numerusform>%Ln waits. {next}</numerusform>
            <numerusform>%Ln wait. {next}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnlockDialog</name>
    <message numerus="yes">
        <source>%Ln documents are protected with a password:</source>
        <translation>
            <numerusform>%Ln document is protected with a password:</numerusform>
            <numerusform>%Ln documents are protected with a password:</numerusform>
        </translation>
    </message>
</context>
</TS>
