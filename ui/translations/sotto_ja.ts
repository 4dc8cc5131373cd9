<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%Ln chats</source>
        <translation>
            <numerusform>チャット %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>文書 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln facts</source>
        <translation>
            <numerusform>事実 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln facts go.</source>
        <translation>
            <numerusform>%Ln 件の事実が消えます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages</source>
        <translation>
            <numerusform>メッセージ %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not read</source>
        <translation>
            <numerusform>%Ln 件は読み込めません</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your messages and their answers lose their words.</source>
        <translation>
            <numerusform>あなたの発言 %Ln 件とその回答の中身が消えます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older messages did not fit and were left out.</source>
        <translation>
            <numerusform>古いメッセージ %Ln 件は収まらないため省きました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other answers that repeat it go too.</source>
        <translation>
            <numerusform>同じことを述べたほかの回答 %Ln 件も消えます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pages</source>
        <translation>
            <numerusform>%Ln ページ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln passages</source>
        <translation>
            <numerusform>%Ln 段落</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln read in part</source>
        <translation>
            <numerusform>%Ln 件は一部のみ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln recognised from pictures</source>
        <translation>
            <numerusform>画像から文字認識 %Ln ページ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln 件は待機中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without text</source>
        <translation>
            <numerusform>文字なし %Ln ページ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read %Ln tokens, {reused} of them kept from before</source>
        <translation>
            <numerusform>読み込み %Ln トークン（うち {reused} は再利用）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln documents from the library?</source>
        <translation>
            <numerusform>%Ln 件の文書を一覧から削除しますか？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %Ln tokens</source>
        <translation>
            <numerusform>生成 %Ln トークン</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln hours</source>
        <translation>
            <numerusform>約 %Ln 時間</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln hours left</source>
        <translation>
            <numerusform>残り約 %Ln 時間</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes</source>
        <translation>
            <numerusform>約 %Ln 分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes left</source>
        <translation>
            <numerusform>残り約 %Ln 分</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CalendarFiles</name>
    <message numerus="yes">
        <source>%Ln events are in {file}.</source>
        <translation>
            <numerusform>予定 %Ln 件を{file}に書き出しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events were added.</source>
        <translation>
            <numerusform>予定 %Ln 件を追加しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were there already.</source>
        <translation>
            <numerusform>%Ln 件はすでにありました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing new: %Ln events were there already.</source>
        <translation>
            <numerusform>新しい予定はありません（%Ln 件はすでにありました）。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChatExchange</name>
    <message numerus="yes">
        <source>%Ln chats with {messages} were added.</source>
        <translation>
            <numerusform>チャット %Ln 件、{messages}を追加しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be read.</source>
        <translation>
            <numerusform>%Ln 件は読めませんでした。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be read. The others were imported.</source>
        <translation>
            <numerusform>%Ln 件は読めませんでした。ほかは取り込みました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were here already.</source>
        <translation>
            <numerusform>%Ln 件はすでにあります。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message numerus="yes">
        <source>%Ln older messages of this chat were left out.</source>
        <translation>
            <numerusform>このチャットの古いメッセージ %Ln 件は含まれていません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{percent} % of what the model keeps in view is used: {tokens} of %Ln tokens.</source>
        <translation>
            <numerusform>モデルが見渡せる範囲の {percent} % を使用中: %Ln トークン中 {tokens}。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataView</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the first {shown} of %Ln rows</source>
        <translation>
            <numerusform>%Ln 行のうち最初の {shown} 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentIntake</name>
    <message numerus="yes">
        <source>Added %Ln documents. Ask about them.</source>
        <translation>
            <numerusform>文書を %Ln 件追加しました。内容について質問できます。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IndexProgressLine</name>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>%Ln 件を追加</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known already</source>
        <translation>
            <numerusform>%Ln 件は追加済み</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not read</source>
        <translation>
            <numerusform>%Ln 件は読み込めません</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln read in part</source>
        <translation>
            <numerusform>%Ln 件は一部のみ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MemoryPage</name>
    <message numerus="yes">
        <source>%Ln facts, each with its source</source>
        <translation>
            <numerusform>%Ln 件の事実（出典つき）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NetworkCard</name>
    <message numerus="yes">
        <source>%Ln attempts to reach the network were stopped, the last by “{who}”.</source>
        <translation>
            <numerusform>ネットワークへの接続を %Ln 回止めました。最後は「{who}」です。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueuedQuestions</name>
    <message numerus="yes">
        <source>%Ln wait. {next}</source>
        <translation>
            <numerusform>%Ln 件待ち。{next}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnlockDialog</name>
    <message numerus="yes">
        <source>%Ln documents are protected with a password:</source>
        <translation>
            <numerusform>%Ln 件の文書がパスワードで保護されています：</numerusform>
        </translation>
    </message>
</context>
</TS>
