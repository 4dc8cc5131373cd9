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
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>A document this answer stands on has changed since.</source>
        <translation>この回答の根拠となった文書はその後変わりました。</translation>
    </message>
    <message>
        <source>A document this answer stands on is no longer in your library.</source>
        <translation>この回答の根拠となった文書は、もうライブラリにありません。</translation>
    </message>
    <message>
        <source>About Sotto</source>
        <translation>Sotto について</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>フォルダーを追加</translation>
    </message>
    <message>
        <source>Add a folder …</source>
        <translation>フォルダーを追加…</translation>
    </message>
    <message>
        <source>Add documents …</source>
        <translation>文書を追加…</translation>
    </message>
    <message>
        <source>Add it once</source>
        <translation>一度だけ追加</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>アラーム</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Answered after {seconds} s</source>
        <translation>{seconds} 秒で回答</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Answering …</source>
        <translation>回答しています…</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>アラビア語</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>もう一度質問する</translation>
    </message>
    <message>
        <source>Ask again for what it says now.</source>
        <translation>もう一度質問すると、今の内容で答えます。</translation>
    </message>
    <message>
        <source>Ask in a small window …</source>
        <translation>小さなウィンドウで質問…</translation>
    </message>
    <message>
        <source>Back up everything …</source>
        <translation>すべてをバックアップ…</translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation>改行する</translation>
    </message>
    <message>
        <source>Being fetched</source>
        <translation>ダウンロード中</translation>
    </message>
    <message>
        <source>Best one installed</source>
        <translation>取得済みの最適なもの</translation>
    </message>
    <message>
        <source>Bluetooth headsets hear and sound like a telephone while their microphone is used.</source>
        <translation>Bluetoothヘッドセットは、マイクを使っている間、電話のような音質になります。</translation>
    </message>
    <message>
        <source>Bring back the last question (in an empty box)</source>
        <translation>直前の質問を呼び戻す（入力欄が空のとき）</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>カレンダー</translation>
    </message>
    <message>
        <source>Calendar: a day</source>
        <translation>カレンダー：一日</translation>
    </message>
    <message>
        <source>Calendar: a new event</source>
        <translation>カレンダー：新しい予定</translation>
    </message>
    <message>
        <source>Calendar: a week</source>
        <translation>カレンダー：一週間</translation>
    </message>
    <message>
        <source>Calendar: take the last change back</source>
        <translation>カレンダー：最後の変更を取り消す</translation>
    </message>
    <message>
        <source>Calendar: the days after</source>
        <translation>カレンダー：次の日や週</translation>
    </message>
    <message>
        <source>Calendar: the days before</source>
        <translation>カレンダー：前の日や週</translation>
    </message>
    <message>
        <source>Calendar: today</source>
        <translation>カレンダー：今日</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>チャット</translation>
    </message>
    <message>
        <source>Chat server …</source>
        <translation>チャットサーバー…</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>チャット一覧</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中国語</translation>
    </message>
    <message>
        <source>Choose a command (in an empty box)</source>
        <translation>コマンドを選ぶ（空の入力欄で）</translation>
    </message>
    <message>
        <source>Choose the document to ask</source>
        <translation>質問する文書を選ぶ</translation>
    </message>
    <message>
        <source>Closing the microphone …</source>
        <translation>マイクを閉じています…</translation>
    </message>
    <message>
        <source>Computed from all rows of your tables.</source>
        <translation>表のすべての行から計算しました。</translation>
    </message>
    <message>
        <source>Copy the last answer</source>
        <translation>最後の回答をコピー</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>レポートをコピー</translation>
    </message>
    <message>
        <source>Damaged; fetch it again</source>
        <translation>破損しています。取得し直してください</translation>
    </message>
    <message>
        <source>Delete the chat that is marked</source>
        <translation>選んだチャットを削除する</translation>
    </message>
    <message>
        <source>Dictate</source>
        <translation>音声入力</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>Does not listen while it speaks: its own voice would interrupt it. Headphones help.</source>
        <translation>自分の声で中断しないよう、話している間は聞きません。ヘッドホンを使うと聞けます。</translation>
    </message>
    <message>
        <source>Does not repeat</source>
        <translation>繰り返さない</translation>
    </message>
    <message>
        <source>Encrypted are chats, memory, the text and tables of documents, pasted pictures, and backups of these.</source>
        <translation>暗号化されるのは、チャット、記憶、文書の文章と表、貼り付けた画像、そしてこれらのバックアップです。</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>Esc interrupts</source>
        <translation>Esc で中断</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>毎日</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>毎月</translation>
    </message>
    <message>
        <source>Every second week</source>
        <translation>隔週</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>毎週</translation>
    </message>
    <message>
        <source>Every weekday</source>
        <translation>平日</translation>
    </message>
    <message>
        <source>Every year</source>
        <translation>毎年</translation>
    </message>
    <message>
        <source>Export everything …</source>
        <translation>すべてを書き出す…</translation>
    </message>
    <message>
        <source>Export the calendar …</source>
        <translation>カレンダーを書き出す…</translation>
    </message>
    <message>
        <source>Find a chat</source>
        <translation>チャットを探す</translation>
    </message>
    <message>
        <source>Find here</source>
        <translation>ここで探す</translation>
    </message>
    <message>
        <source>Finding by meaning</source>
        <translation>意味で探す</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>はじめに</translation>
    </message>
    <message>
        <source>First word after {ms} ms</source>
        <translation>最初の語まで {ms} ミリ秒</translation>
    </message>
    <message>
        <source>Follow the folder</source>
        <translation>フォルダーを追跡</translation>
    </message>
    <message>
        <source>Follow “{folder}” from now on?</source>
        <translation>「{folder}」を今後も追跡しますか？</translation>
    </message>
    <message>
        <source>French</source>
        <translation>フランス語</translation>
    </message>
    <message>
        <source>From general knowledge, not from your documents.</source>
        <translation>文書ではなく、一般的な知識からの回答です。</translation>
    </message>
    <message>
        <source>From what you told me.</source>
        <translation>以前に伺った内容からの回答です。</translation>
    </message>
    <message>
        <source>From {since} until {until}.</source>
        <translation>{since}から{until}まで。</translation>
    </message>
    <message>
        <source>German</source>
        <translation>ドイツ語</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Hearing</source>
        <translation>聞き取り</translation>
    </message>
    <message>
        <source>Hearing you …</source>
        <translation>お話を聞いています…</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>ヒンディー語</translation>
    </message>
    <message>
        <source>Import a calendar …</source>
        <translation>カレンダーを取り込む…</translation>
    </message>
    <message>
        <source>Import chats …</source>
        <translation>チャットを取り込む…</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>It is forgotten on {day}.</source>
        <translation>{day}に忘れます。</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>イタリア語</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー操作</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韓国語</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>文字を大きく</translation>
    </message>
    <message>
        <source>Listening …</source>
        <translation>聞いています…</translation>
    </message>
    <message>
        <source>Listening … press again when done</source>
        <translation>聞いています… 話し終えたらもう一度押してください</translation>
    </message>
    <message>
        <source>Listens while it speaks</source>
        <translation>話している間も聞いています</translation>
    </message>
    <message>
        <source>Loading the model …</source>
        <translation>モデルを読み込んでいます…</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>答えの最大の長さ</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>記憶</translation>
    </message>
    <message>
        <source>Microphone: {name}</source>
        <translation>マイク：{name}</translation>
    </message>
    <message>
        <source>Model that answers</source>
        <translation>答えるモデル</translation>
    </message>
    <message>
        <source>Model that finds by meaning</source>
        <translation>意味で探すモデル</translation>
    </message>
    <message>
        <source>Model that sorts what was found</source>
        <translation>見つけたものを並べ直すモデル</translation>
    </message>
    <message>
        <source>Model that writes statements</source>
        <translation>問い合わせ文を書くモデル</translation>
    </message>
    <message>
        <source>Model: {model}</source>
        <translation>モデル：{model}</translation>
    </message>
    <message>
        <source>Model: {model}, on the chat server; the question left this machine</source>
        <translation>モデル：{model}（チャットサーバー。質問はこのコンピューターの外へ送られました）</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Mute the microphone</source>
        <translation>マイクをミュート</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>ミュート中</translation>
    </message>
    <message>
        <source>Name of the collection; what you add next goes into it</source>
        <translation>コレクションの名前（次に追加する文書はここに入ります）</translation>
    </message>
    <message>
        <source>New and changed files in it are then read, and deleted ones forgotten, while Sotto runs.</source>
        <translation>Sotto の起動中、新しいファイルや変更されたファイルを読み込み、削除されたものは忘れます。</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新しいチャット</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>新しいコレクション</translation>
    </message>
    <message>
        <source>New temporary chat</source>
        <translation>一時的なチャット</translation>
    </message>
    <message>
        <source>Next to nothing was heard. Is the microphone switched on, and is it the right one?</source>
        <translation>ほとんど何も聞こえませんでした。マイクがオンになっているか、正しいマイクかを確かめてください。</translation>
    </message>
    <message>
        <source>Not all of your documents are read and indexed yet; ask again when they are.</source>
        <translation>文書の読み込みと索引作成がまだ終わっていません。終わってからもう一度質問してください。</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>まだ出題していません</translation>
    </message>
    <message>
        <source>Not encrypted are your settings, lists, notes, calendar and routines, skills of your own, and the documents themselves: other programs can read those.</source>
        <translation>設定、リスト、メモ、カレンダー、ルーチン、自作のスキル、そして元の文書は暗号化されません。これらはほかのプログラムからも読めます。</translation>
    </message>
    <message>
        <source>Not fetched</source>
        <translation>ダウンロードできていません</translation>
    </message>
    <message>
        <source>Not in the source: {words}.</source>
        <translation>出典にない語：{words}。</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>読み込めません</translation>
    </message>
    <message>
        <source>Noticing speech</source>
        <translation>話し声の検出</translation>
    </message>
    <message>
        <source>Noticing when you have finished</source>
        <translation>話し終わりの検出</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>取得済み</translation>
    </message>
    <message>
        <source>Opening the microphone …</source>
        <translation>マイクを開いています…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Paused at {done} of {total}</source>
        <translation>一時停止中（{total} 中 {done}）</translation>
    </message>
    <message>
        <source>Paused, go on …</source>
        <translation>一時停止中です。どうぞお話しください…</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>ポルトガル語</translation>
    </message>
    <message>
        <source>Press and hold to talk</source>
        <translation>押している間だけ話せます</translation>
    </message>
    <message>
        <source>Press to talk</source>
        <translation>押して話す</translation>
    </message>
    <message>
        <source>Press when you have finished</source>
        <translation>話し終えたら押す</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>読み込み済み</translation>
    </message>
    <message numerus="yes">
        <source>Read %Ln tokens, {reused} of them kept from before</source>
        <translation>
            <numerusform>読み込み %Ln トークン（うち {reused} は再利用）</numerusform>
        </translation>
    </message>
    <message>
        <source>Read in part</source>
        <translation>一部のみ読み込み</translation>
    </message>
    <message>
        <source>Reading page {page} of {pages}</source>
        <translation>{pages} ページ中 {page} ページ目を読んでいます</translation>
    </message>
    <message>
        <source>Reading scans</source>
        <translation>スキャンを読む</translation>
    </message>
    <message>
        <source>Reading your documents …</source>
        <translation>文書を読んでいます…</translation>
    </message>
    <message>
        <source>Reading your question {percent} %</source>
        <translation>質問を読んでいます {percent} %</translation>
    </message>
    <message>
        <source>Reading your question …</source>
        <translation>質問を読んでいます…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln documents from the library?</source>
        <translation>
            <numerusform>%Ln 件の文書を一覧から削除しますか？</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove documents</source>
        <translation>文書の削除</translation>
    </message>
    <message numerus="yes">
        <source>Remove the collection “{collection}” with its %Ln documents?</source>
        <translation>
            <numerusform>コレクション「{collection}」を、中の文書 %Ln 件とともに削除しますか？</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove “{file}” from the library?</source>
        <translation>「{file}」を一覧から削除しますか？</translation>
    </message>
    <message>
        <source>Rename the chat that is marked</source>
        <translation>選んだチャットの名前を変える</translation>
    </message>
    <message>
        <source>Restore a backup …</source>
        <translation>バックアップを復元…</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正解</translation>
    </message>
    <message>
        <source>Right is to say that your documents do not answer it.</source>
        <translation>文書に書かれていないと答えるのが正解です。</translation>
    </message>
    <message>
        <source>Runs slowly here</source>
        <translation>動作は遅めです</translation>
    </message>
    <message>
        <source>Runs well here</source>
        <translation>快適に動きます</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>ロシア語</translation>
    </message>
    <message>
        <source>Say “{word}”</source>
        <translation>「{word}」と言ってください</translation>
    </message>
    <message>
        <source>Search: {ms} ms</source>
        <translation>検索：{ms} ミリ秒</translation>
    </message>
    <message>
        <source>Searching your documents …</source>
        <translation>文書を検索しています…</translation>
    </message>
    <message>
        <source>Seeing pictures</source>
        <translation>画像を見る</translation>
    </message>
    <message>
        <source>Send the question</source>
        <translation>質問を送る</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Side bar</source>
        <translation>サイドバー</translation>
    </message>
    <message>
        <source>Since {since}.</source>
        <translation>{since}から。</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>文字を小さく</translation>
    </message>
    <message>
        <source>Smart home …</source>
        <translation>スマートホーム…</translation>
    </message>
    <message>
        <source>Something was heard, but no words. Try again, closer to the microphone.</source>
        <translation>音は聞こえましたが、言葉は聞き取れませんでした。マイクに近づいてもう一度試してください。</translation>
    </message>
    <message>
        <source>Something went wrong inside Sotto. A report without your words was saved: {file}</source>
        <translation>Sotto の内部で問題が起きました。入力内容を含まない報告を保存しました：{file}</translation>
    </message>
    <message>
        <source>Something went wrong inside Sotto. No report of it could be saved: is the disk full?</source>
        <translation>Sotto の内部で問題が起きました。レポートは保存できませんでした。ディスクの空きがないのかもしれません。</translation>
    </message>
    <message>
        <source>Sorting what was found</source>
        <translation>検索結果の並べ替え</translation>
    </message>
    <message>
        <source>Sotto</source>
        <translation>Sotto</translation>
    </message>
    <message>
        <source>Sotto forgets their text. The files stay where they are, and can be added again.</source>
        <translation>Sotto は内容を忘れます。ファイルそのものは残り、あとで追加し直せます。</translation>
    </message>
    <message>
        <source>Sound check …</source>
        <translation>音声の確認…</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>スペイン語</translation>
    </message>
    <message>
        <source>Speaker: {name}</source>
        <translation>スピーカー：{name}</translation>
    </message>
    <message>
        <source>Speaking</source>
        <translation>読み上げ</translation>
    </message>
    <message>
        <source>Speaking …</source>
        <translation>話しています…</translation>
    </message>
    <message>
        <source>Stop talking</source>
        <translation>話すのをやめる</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>回答を止める</translation>
    </message>
    <message>
        <source>Take the words out of the answers that quote them, too</source>
        <translation>引用した回答からも文言を消す</translation>
    </message>
    <message>
        <source>Talk: hold it, or press it once</source>
        <translation>話す（押し続ける、または一度押す）</translation>
    </message>
    <message>
        <source>That was not understood. Say it again.</source>
        <translation>聞き取れませんでした。もう一度お話しください。</translation>
    </message>
    <message>
        <source>That was quiet: turn the microphone up, or come closer.</source>
        <translation>音が小さめです。マイクの音量を上げるか、近づいてください。</translation>
    </message>
    <message>
        <source>That was too loud: turn the microphone down, or move away from it.</source>
        <translation>音が大きすぎます。マイクの音量を下げるか、少し離れてください。</translation>
    </message>
    <message>
        <source>That works.</source>
        <translation>問題ありません。</translation>
    </message>
    <message>
        <source>The microphone hears you. What you say is understood once the starter set is here.</source>
        <translation>マイクは音を拾っています。お話しの内容は、基本セットがそろうと聞き取れるようになります。</translation>
    </message>
    <message>
        <source>The microphone is off for Sotto.</source>
        <translation>Sotto はマイクの音を聞いていません。</translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation>システムの既定</translation>
    </message>
    <message>
        <source>Thinking …</source>
        <translation>考えています…</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>元に戻せません。</translation>
    </message>
    <message>
        <source>This microphone passes telephone quality only. Another one would be understood better.</source>
        <translation>このマイクは電話並みの音質です。別のマイクのほうがよく聞き取れます。</translation>
    </message>
    <message>
        <source>Timer</source>
        <translation>タイマー</translation>
    </message>
    <message>
        <source>Tokens in view</source>
        <translation>視野のトークン数</translation>
    </message>
    <message>
        <source>Tokens of documents</source>
        <translation>文書のトークン数</translation>
    </message>
    <message>
        <source>Too big for this machine</source>
        <translation>このコンピューターには大きすぎます</translation>
    </message>
    <message>
        <source>Tools of other programs …</source>
        <translation>ほかのプログラムのツール…</translation>
    </message>
    <message>
        <source>Underlined sentences are not supported by your documents.</source>
        <translation>下線の文は、文書に裏付けがありません。</translation>
    </message>
    <message>
        <source>Understanding …</source>
        <translation>聞き取っています…</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>標準の文字サイズ</translation>
    </message>
    <message>
        <source>View</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>音声</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Waiting for the answer in another chat …</source>
        <translation>別のチャットの回答が終わるのを待っています…</translation>
    </message>
    <message>
        <source>Waiting to be read</source>
        <translation>読み込み待ち</translation>
    </message>
    <message>
        <source>Waking by voice</source>
        <translation>声で起動</translation>
    </message>
    <message>
        <source>What is new …</source>
        <translation>変更点 …</translation>
    </message>
    <message>
        <source>Whole answer: {seconds} s</source>
        <translation>回答全体：{seconds} 秒</translation>
    </message>
    <message>
        <source>Write a question</source>
        <translation>質問を書く</translation>
    </message>
    <message>
        <source>Writing code</source>
        <translation>コードを書く</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>不正解</translation>
    </message>
    <message>
        <source>Wrong: it said that your documents do not say</source>
        <translation>不正解：文書に書かれていないと答えました</translation>
    </message>
    <message numerus="yes">
        <source>Wrote %Ln tokens</source>
        <translation>
            <numerusform>生成 %Ln トークン</numerusform>
        </translation>
    </message>
    <message>
        <source>You asked to remember it.</source>
        <translation>覚えておくように頼まれたものです。</translation>
    </message>
    <message>
        <source>You said it in a chat.</source>
        <translation>チャットで話したものです。</translation>
    </message>
    <message>
        <source>You wrote it here.</source>
        <translation>ここに書いたものです。</translation>
    </message>
    <message>
        <source>Your documents were searched and do not seem to say; this is general knowledge.</source>
        <translation>文書を調べましたが書かれていないようです。一般的な知識からの回答です。</translation>
    </message>
    <message>
        <source>Your exam …</source>
        <translation>自分の試験…</translation>
    </message>
    <message>
        <source>Your own skills …</source>
        <translation>自作のスキル…</translation>
    </message>
    <message>
        <source>Your tables could not be computed for this; it is answered from passages.</source>
        <translation>表からは計算できなかったため、文書の箇所から答えました。</translation>
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
    <message>
        <source>about a minute</source>
        <translation>約 1 分</translation>
    </message>
    <message>
        <source>about a minute left</source>
        <translation>残り約 1 分</translation>
    </message>
    <message>
        <source>about an hour</source>
        <translation>約 1 時間</translation>
    </message>
    <message>
        <source>about an hour left</source>
        <translation>残り約 1 時間</translation>
    </message>
    <message>
        <source>about {speed} words a second</source>
        <translation>毎秒約 {speed} 語</translation>
    </message>
    <message>
        <source>about {speed} words a second (this machine is still being measured)</source>
        <translation>毎秒約 {speed} 語（このコンピューターの速さを測定中）</translation>
    </message>
    <message>
        <source>all day</source>
        <translation>終日</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>average {column}</source>
        <translation>{column}の平均</translation>
    </message>
    <message>
        <source>count</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>different {column}</source>
        <translation>{column}の種類</translation>
    </message>
    <message>
        <source>first word</source>
        <translation>最初の言葉</translation>
    </message>
    <message>
        <source>found by words</source>
        <translation>語句で検索可</translation>
    </message>
    <message>
        <source>found by words and meaning</source>
        <translation>語句と意味で検索可</translation>
    </message>
    <message>
        <source>found by words, {percent} % by meaning</source>
        <translation>語句で検索可、意味では {percent} %</translation>
    </message>
    <message>
        <source>highest {column}</source>
        <translation>{column}の最大値</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>1 分未満</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>残り 1 分未満</translation>
    </message>
    <message>
        <source>lowest {column}</source>
        <translation>{column}の最小値</translation>
    </message>
    <message>
        <source>many languages</source>
        <translation>多言語</translation>
    </message>
    <message>
        <source>median {column}</source>
        <translation>{column}の中央値</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>page found for {found} of {known}, shown for {shown}</source>
        <translation>ページの発見 {known} 問中 {found} 問、提示 {shown} 問</translation>
    </message>
    <message>
        <source>repeats</source>
        <translation>繰り返し</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>再生</translation>
    </message>
    <message>
        <source>to {day}</source>
        <translation>{day}まで</translation>
    </message>
    <message>
        <source>total {column}</source>
        <translation>{column}の合計</translation>
    </message>
    <message>
        <source>understanding</source>
        <translation>聞き取り</translation>
    </message>
    <message>
        <source>voice</source>
        <translation>声</translation>
    </message>
    <message>
        <source>waiting for more</source>
        <translation>話の続きを待つ</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>{chats} with {messages}</source>
        <translation>{chats}（{messages}）</translation>
    </message>
    <message>
        <source>{chats}, and {facts}</source>
        <translation>{chats}と{facts}</translation>
    </message>
    <message>
        <source>{chats}, {facts}, {documents} · {size}</source>
        <translation>{chats}、{facts}、{documents} · {size}</translation>
    </message>
    <message>
        <source>{days} d {clock}</source>
        <translation>{days}日 {clock}</translation>
    </message>
    <message>
        <source>{document}, page {page}</source>
        <translation>{document} {page} ページ</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{total} 中 {done}</translation>
    </message>
    <message>
        <source>{languages} and {count} more</source>
        <translation>{languages} ほか {count} 言語</translation>
    </message>
    <message>
        <source>{name} is ringing</source>
        <translation>{name}が鳴っています</translation>
    </message>
    <message>
        <source>{name} missed at {time}</source>
        <translation>{name}（{time}に逃しました）</translation>
    </message>
    <message>
        <source>{name} {left}</source>
        <translation>{name} {left}</translation>
    </message>
    <message>
        <source>{percent} % found by meaning</source>
        <translation>{percent} % は意味でも検索可能</translation>
    </message>
    <message>
        <source>{right} of {asked} right</source>
        <translation>{asked} 問中 {right} 問正解</translation>
    </message>
    <message>
        <source>{seconds} s an answer</source>
        <translation>1 問 {seconds} 秒</translation>
    </message>
    <message>
        <source>{size} on the disk</source>
        <translation>ディスク {size}</translation>
    </message>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} トークン/秒</translation>
    </message>
    <message>
        <source>{speed} words a second, measured here</source>
        <translation>毎秒{speed}語（このコンピューターで測定）</translation>
    </message>
    <message>
        <source>{what}: {before} → {now}</source>
        <translation>{what}：{before} → {now}</translation>
    </message>
    <message>
        <source>{words}, not taken to its end</source>
        <translation>{words}（途中まで）</translation>
    </message>
    <message>
        <source>“{expected}”</source>
        <translation>「{expected}」</translation>
    </message>
    <message>
        <source>“{name}” is mostly understood better, and the headset keeps its sound.</source>
        <translation>「{name}」のほうが聞き取りやすいことが多く、ヘッドセットの音質も保たれます。</translation>
    </message>
    <message>
        <source>“{quote}”</source>
        <translation>「{quote}」</translation>
    </message>
    <message>
        <source>“{quote}” ({file})</source>
        <translation>「{quote}」（{file}）</translation>
    </message>
    <message>
        <source>“{quote}” ({file}, at {time})</source>
        <translation>「{quote}」（{file}、{time}）</translation>
    </message>
    <message>
        <source>“{quote}” ({file}, page {page})</source>
        <translation>「{quote}」（{file}、{page} ページ）</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>A personal assistant that runs wholly on this computer. Sotto is free software under the GNU General Public License, version 3 or later, and comes without any warranty.</source>
        <translation>このコンピューターの中だけで動くパーソナルアシスタントです。Sotto は自由ソフトウェアで、GNU General Public License バージョン3以降のもとで、無保証で提供されます。</translation>
    </message>
    <message>
        <source>About Sotto</source>
        <translation>Sotto について</translation>
    </message>
    <message>
        <source>Licence of Sotto</source>
        <translation>Sotto のライセンス</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>No model is on this computer yet.</source>
        <translation>このコンピューターにはまだモデルがありません。</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>パッケージ</translation>
    </message>
    <message>
        <source>Sotto {version}</source>
        <translation>Sotto {version}</translation>
    </message>
</context>
<context>
    <name>ActionRow</name>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Undo: {text}</source>
        <translation>取り消す：{text}</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>取り消し済み</translation>
    </message>
    <message>
        <source>Undone: {text}</source>
        <translation>取り消し済み：{text}</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message>
        <source>Answer from general knowledge</source>
        <translation>一般的な知識で答える</translation>
    </message>
    <message>
        <source>Answer on this computer</source>
        <translation>このコンピューターで回答</translation>
    </message>
    <message>
        <source>Answer this question from general knowledge</source>
        <translation>この質問に一般的な知識で答える</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>もう一度質問する</translation>
    </message>
    <message>
        <source>Ask this question again</source>
        <translation>この質問をもう一度する</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>詳細をコピー</translation>
    </message>
    <message>
        <source>Copy this answer</source>
        <translation>この回答をコピー</translation>
    </message>
    <message numerus="yes">
        <source>Delete this question and all %Ln versions of its answer</source>
        <translation>
            <numerusform>この質問と、回答の%Ln件すべてを削除</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete this question and its answer</source>
        <translation>この質問と回答を削除</translation>
    </message>
    <message>
        <source>Go on from here in a new chat</source>
        <translation>ここから新しいチャットで続ける</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Read this answer aloud</source>
        <translation>この回答を読み上げる</translation>
    </message>
    <message>
        <source>Stop reading aloud</source>
        <translation>読み上げを止める</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>停止しました</translation>
    </message>
    <message>
        <source>Switch the chat server off and answer this question on this computer</source>
        <translation>チャットサーバーをオフにして、この質問にこのコンピューターで回答する</translation>
    </message>
    <message>
        <source>This is right: keep it for your exam</source>
        <translation>正しい答えとして試験に入れる</translation>
    </message>
    <message>
        <source>This question was not answered.</source>
        <translation>この質問には回答がありません。</translation>
    </message>
    <message>
        <source>left this machine</source>
        <translation>外へ送信済み</translation>
    </message>
</context>
<context>
    <name>AskingAgain</name>
    <message>
        <source>An answer is being written. Wait for its end or stop it, then ask this again.</source>
        <translation>回答を書いている途中です。終わるのを待つか停止してから、もう一度たずねてください。</translation>
    </message>
</context>
<context>
    <name>AttachmentChip</name>
    <message>
        <source>Picture of your question</source>
        <translation>質問の画像</translation>
    </message>
    <message>
        <source>Reading the picture …</source>
        <translation>画像を読み取っています…</translation>
    </message>
    <message>
        <source>Take the picture off</source>
        <translation>画像を外す</translation>
    </message>
    <message>
        <source>Your question is about this picture.</source>
        <translation>この画像について質問します。</translation>
    </message>
</context>
<context>
    <name>AwayMark</name>
    <message>
        <source>What you ask, and what Sotto shows the model with it, goes to {server}.</source>
        <translation>質問と、それに添えてモデルに見せる内容は、{server} に送られます。</translation>
    </message>
    <message>
        <source>leaves this machine</source>
        <translation>このコンピューターの外へ送信</translation>
    </message>
</context>
<context>
    <name>BackupDesk</name>
    <message>
        <source>Back up everything</source>
        <translation>すべてをバックアップ</translation>
    </message>
    <message>
        <source>Backing up everything …</source>
        <translation>すべてをバックアップしています…</translation>
    </message>
    <message>
        <source>Everything is as it was on {day}.</source>
        <translation>すべて {day} の状態に戻しました。</translation>
    </message>
    <message>
        <source>Everything is in {file}, which was read back whole: {holds}.</source>
        <translation>すべて {file} に保存し、読み返して確かめました：{holds}。</translation>
    </message>
    <message>
        <source>It is not encrypted, and then your data is not either.</source>
        <translation>このバックアップは暗号化されていないため、データも暗号化されていない状態になります。</translation>
    </message>
    <message>
        <source>Put back everything as it was on {day}?</source>
        <translation>すべてを {day} の状態に戻しますか？</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>復元</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>バックアップを復元</translation>
    </message>
    <message>
        <source>Restoring the backup …</source>
        <translation>バックアップを復元しています…</translation>
    </message>
    <message>
        <source>What you made since is lost. This cannot be undone.</source>
        <translation>その後に作ったものは失われます。元に戻せません。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this notice</source>
        <translation>このお知らせを閉じる</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>詳細をコピー</translation>
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
    <message>
        <source>Calendars</source>
        <translation>カレンダー</translation>
    </message>
    <message>
        <source>Export the calendar</source>
        <translation>カレンダーを書き出す</translation>
    </message>
    <message>
        <source>Import a calendar</source>
        <translation>カレンダーを取り込む</translation>
    </message>
    <message numerus="yes">
        <source>Nothing new: %Ln events were there already.</source>
        <translation>
            <numerusform>新しい予定はありません（%Ln 件はすでにありました）。</numerusform>
        </translation>
    </message>
    <message>
        <source>“Undo that” takes them back.</source>
        <translation>「取り消して」で元に戻せます。</translation>
    </message>
</context>
<context>
    <name>CalendarPage</name>
    <message>
        <source>Calendar</source>
        <translation>カレンダー</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Deleted “{title}”.</source>
        <translation>「{title}」を削除しました。</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>新しい予定</translation>
    </message>
    <message>
        <source>The day after</source>
        <translation>次の日</translation>
    </message>
    <message>
        <source>The day before</source>
        <translation>前の日</translation>
    </message>
    <message>
        <source>The week after</source>
        <translation>次の週</translation>
    </message>
    <message>
        <source>The week before</source>
        <translation>前の週</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>週</translation>
    </message>
    <message>
        <source>“{title}” is in your calendar.</source>
        <translation>「{title}」をカレンダーに入れました。</translation>
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
    <message>
        <source>Chats of other assistants</source>
        <translation>ほかのアシスタントのチャット</translation>
    </message>
    <message>
        <source>Every fact and {chats} are in {file}.</source>
        <translation>すべての事実と{chats}を {file} に保存しました。</translation>
    </message>
    <message>
        <source>Export everything</source>
        <translation>すべてを書き出す</translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>チャットを取り込む</translation>
    </message>
    <message>
        <source>Importing chats …</source>
        <translation>チャットを取り込んでいます…</translation>
    </message>
</context>
<context>
    <name>ChatRows</name>
    <message>
        <source>Chats</source>
        <translation>チャット一覧</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>それ以前</translation>
    </message>
    <message>
        <source>Move to a folder</source>
        <translation>フォルダーへ移動</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新しいチャット</translation>
    </message>
    <message>
        <source>New folder …</source>
        <translation>新しいフォルダー…</translation>
    </message>
    <message>
        <source>No chat holds that.</source>
        <translation>該当するチャットはありません。</translation>
    </message>
    <message>
        <source>Out of its folder</source>
        <translation>フォルダーから出す</translation>
    </message>
    <message>
        <source>Pin to the top</source>
        <translation>上に固定</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>ピン留め</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Save as a file …</source>
        <translation>ファイルに保存…</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>固定を解除</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>{title}: an answer is being written</source>
        <translation>{title}: 回答を作成中</translation>
    </message>
    <message>
        <source>{title}: there is a new answer</source>
        <translation>{title}：新しい回答があります</translation>
    </message>
</context>
<context>
    <name>ChatServerCard</name>
    <message>
        <source>Change …</source>
        <translation>変更…</translation>
    </message>
    <message>
        <source>Chat server</source>
        <translation>チャットサーバー</translation>
    </message>
    <message>
        <source>Connect …</source>
        <translation>接続…</translation>
    </message>
    <message>
        <source>It does not hold its model to a form: commands in words of your own and tools need the model here.</source>
        <translation>このサーバーはモデルに回答の形式を守らせられません。自由な言い回しの命令とツールには、ここのモデルが必要です。</translation>
    </message>
    <message>
        <source>Off. Where this computer is not enough, a model on another one can answer.</source>
        <translation>オフ。このコンピューターで足りないときは、別のコンピューターのモデルに答えさせることができます。</translation>
    </message>
    <message>
        <source>Off; everything is answered on this computer. Named: {address}</source>
        <translation>オフ。すべてこのコンピューターで回答します。指定済み：{address}</translation>
    </message>
    <message>
        <source>On: what you type and say leaves this machine, for {model} at {address}.</source>
        <translation>オン：入力した内容と話した内容は、このコンピューターの外の {address} にある {model} へ送られます。</translation>
    </message>
    <message>
        <source>On: what you type leaves this machine, for {model} at {address}.</source>
        <translation>オン：入力した内容は、このコンピューターの外の {address} にある {model} へ送られます。</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>オフにする</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>オンにする</translation>
    </message>
    <message>
        <source>There is no keyring here, so its key is forgotten when Sotto ends.</source>
        <translation>ここにはキーリングがないため、キーは Sotto の終了時に忘れられます。</translation>
    </message>
</context>
<context>
    <name>ChatServerDialog</name>
    <message>
        <source>A server of OpenAI&apos;s API can answer in place of the model here: one of llama.cpp or vLLM on another computer, or on several together.</source>
        <translation>OpenAI の API を話すサーバーが、ここのモデルに代わって答えることができます。別のコンピューター、または複数台にまたがる llama.cpp や vLLM などです。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Chat server</source>
        <translation>チャットサーバー</translation>
    </message>
    <message>
        <source>Connect and use</source>
        <translation>接続して使う</translation>
    </message>
    <message>
        <source>Connected. {model} answers what you type.</source>
        <translation>接続しました。入力した質問には {model} が答えます。</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>忘れる</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>接続されていません。</translation>
    </message>
    <message>
        <source>Only where the server asks for one</source>
        <translation>サーバーが求める場合のみ</translation>
    </message>
    <message>
        <source>Switched off.</source>
        <translation>オフになっています。</translation>
    </message>
    <message>
        <source>The first that the server names</source>
        <translation>サーバーが最初に挙げるもの</translation>
    </message>
    <message>
        <source>Then what you type leaves this machine, together with what Sotto shows the model: earlier messages of the chat, passages of your documents, and what it remembers. What you say aloud stays here unless the settings say otherwise.</source>
        <translation>その場合、入力した内容は、Sotto がモデルに見せるもの（チャットのこれまでの発言、文書の一節、記憶していること）とともに、このコンピューターの外へ送られます。声で話した内容は、設定で変えない限りここにとどまります。</translation>
    </message>
    <message>
        <source>Write the server&apos;s address.</source>
        <translation>サーバーのアドレスを入力してください。</translation>
    </message>
</context>
<context>
    <name>ChatSession</name>
    <message>
        <source>A picture is kept with its chat, and a temporary chat keeps nothing. Open a new chat for it.</source>
        <translation>画像はチャットとともに保存されますが、一時チャットは何も保存しません。新しいチャットを開いてください。</translation>
    </message>
    <message>
        <source>Temporary chat: nothing of it is stored or remembered</source>
        <translation>一時的なチャット：保存も記憶もされません</translation>
    </message>
    <message>
        <source>This text is too long for a question. Save it as a file and add that, then ask about it.</source>
        <translation>この文章は質問には長すぎます。ファイルに保存して追加し、それについて質問してください。</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>Copy this code</source>
        <translation>このコードをコピー</translation>
    </message>
    <message>
        <source>text</source>
        <translation>テキスト</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Always</source>
        <translation>常に使う</translation>
    </message>
    <message>
        <source>Dictate</source>
        <translation>音声入力</translation>
    </message>
    <message>
        <source>Documents: always</source>
        <translation>文書：常に使う</translation>
    </message>
    <message>
        <source>Documents: auto</source>
        <translation>文書：自動</translation>
    </message>
    <message>
        <source>Documents: never</source>
        <translation>文書：使わない</translation>
    </message>
    <message>
        <source>End the dictation</source>
        <translation>音声入力を終える</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>使わない</translation>
    </message>
    <message>
        <source>Send the question</source>
        <translation>質問を送る</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>回答を止める</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>話す</translation>
    </message>
    <message>
        <source>Use my documents</source>
        <translation>文書を使う</translation>
    </message>
    <message>
        <source>Use my documents: {choice}</source>
        <translation>文書を使う：{choice}</translation>
    </message>
    <message>
        <source>When the question asks for them</source>
        <translation>質問に応じて</translation>
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
    <name>ConversationList</name>
    <message>
        <source>Calendar</source>
        <translation>カレンダー</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>Find a chat</source>
        <translation>チャットを探す</translation>
    </message>
    <message>
        <source>Find a chat by what was said in it</source>
        <translation>話した内容でチャットを探す</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>記憶</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新しいチャット</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
</context>
<context>
    <name>ConversationShelf</name>
    <message>
        <source>Deleted “{title}”.</source>
        <translation>「{title}」を削除しました。</translation>
    </message>
    <message>
        <source>Name of the folder:</source>
        <translation>フォルダーの名前：</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新しいフォルダー</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>ファイルに保存</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>{file} に保存しました。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
</context>
<context>
    <name>DataCard</name>
    <message>
        <source>Data folder</source>
        <translation>データフォルダー</translation>
    </message>
    <message>
        <source>Erase everything …</source>
        <translation>すべて消去…</translation>
    </message>
    <message>
        <source>Move the data folder …</source>
        <translation>データフォルダーを移動…</translation>
    </message>
    <message>
        <source>Reset the settings …</source>
        <translation>設定を初期化…</translation>
    </message>
    <message>
        <source>Show the log …</source>
        <translation>ログを表示…</translation>
    </message>
</context>
<context>
    <name>DataQuestions</name>
    <message>
        <source>Data folder</source>
        <translation>データフォルダー</translation>
    </message>
    <message>
        <source>Erasing your data …</source>
        <translation>データを消去しています…</translation>
    </message>
    <message>
        <source>It is copied and read back first; then Sotto starts anew and empties the old folder.</source>
        <translation>まずコピーして読み返し、確認します。その後 Sotto が再起動し、元のフォルダーを空にします。</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Move everything you made to {folder}?</source>
        <translation>作成したものをすべて{folder}に移動しますか？</translation>
    </message>
    <message>
        <source>Move the data folder into</source>
        <translation>データフォルダーの移動先</translation>
    </message>
    <message>
        <source>Moving your data …</source>
        <translation>データを移動しています…</translation>
    </message>
    <message>
        <source>Put every setting back to what it was at first?</source>
        <translation>すべての設定を最初の状態に戻しますか？</translation>
    </message>
    <message>
        <source>Reset the settings</source>
        <translation>設定を初期化</translation>
    </message>
    <message>
        <source>Your chats, documents, memory and models stay. The settings as they are now are kept in a file.</source>
        <translation>チャット、文書、記憶、モデルはそのまま残ります。現在の設定はファイルに保存されます。</translation>
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
    <message>
        <source>A model wrote this statement from your question. Check that it asks what you meant.</source>
        <translation>この文は、質問をもとにモデルが書きました。意図したとおりか確かめてください。</translation>
    </message>
    <message>
        <source>Chart: {y} by {x}</source>
        <translation>グラフ：{x}ごとの{y}</translation>
    </message>
    <message>
        <source>Copy the rows as CSV</source>
        <translation>行を CSV でコピー</translation>
    </message>
    <message>
        <source>How this was computed</source>
        <translation>計算のしかた</translation>
    </message>
    <message>
        <source>Read: {tables}</source>
        <translation>読んだ表：{tables}</translation>
    </message>
    <message>
        <source>Rows of the answer</source>
        <translation>回答の行</translation>
    </message>
    <message>
        <source>The model wrote this statement, and it gave no rows; the answer stands on passages instead.</source>
        <translation>この文はモデルが書きましたが、結果がありませんでした。回答は文書の箇所によるものです。</translation>
    </message>
    <message>
        <source>This statement follows from the words of your question, without a model.</source>
        <translation>この文は、モデルを使わずに質問の言葉から決まります。</translation>
    </message>
    <message numerus="yes">
        <source>the first {shown} of %Ln rows</source>
        <translation>
            <numerusform>%Ln 行のうち最初の {shown} 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Add a folder</source>
        <translation>フォルダーを追加</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>文書を追加</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>すべてのファイル</translation>
    </message>
    <message>
        <source>Ask Sotto in a small window</source>
        <translation>小さなウィンドウで Sotto に質問</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>Open a link</source>
        <translation>リンクを開く</translation>
    </message>
    <message>
        <source>Open this address outside Sotto? Your browser will use the network.</source>
        <translation>このアドレスを Sotto の外で開きますか？ブラウザーがネットワークを使います。</translation>
    </message>
    <message>
        <source>Sotto stopped “{who}” from reaching the network. Nothing was sent.</source>
        <translation>「{who}」がネットワークに接続しようとしたため、Sotto が止めました。何も送信していません。</translation>
    </message>
    <message>
        <source>Starting the engine …</source>
        <translation>エンジンを起動しています…</translation>
    </message>
    <message>
        <source>The database is damaged.</source>
        <translation>データベースが破損しています。</translation>
    </message>
    <message>
        <source>The engine stopped and was started again. Your question and what was written are kept.</source>
        <translation>エンジンが停止したため、再起動しました。質問とここまでの回答は残っています。</translation>
    </message>
    <message>
        <source>The engine stopped. Your question and what was written are kept.</source>
        <translation>エンジンが停止しました。質問とここまでの回答は残っています。</translation>
    </message>
    <message>
        <source>This desktop gives programs no keys. Bind a key to the command “sotto --quick” in the desktop&apos;s own settings.</source>
        <translation>このデスクトップはプログラムにキーを割り当てられません。デスクトップの設定で、コマンド「sotto --quick」にキーを割り当ててください。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
</context>
<context>
    <name>DictationBar</name>
    <message>
        <source>Dictation</source>
        <translation>音声入力</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>End the dictation</source>
        <translation>音声入力を終える</translation>
    </message>
    <message>
        <source>Microphone level</source>
        <translation>マイクの音量</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>少しお待ちください…</translation>
    </message>
    <message>
        <source>Speak; nothing is sent by itself.</source>
        <translation>話してください。自動では送信されません。</translation>
    </message>
</context>
<context>
    <name>DictationControl</name>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
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
    <message>
        <source>No document could be read.</source>
        <translation>読み込めた文書はありませんでした。</translation>
    </message>
    <message>
        <source>Reading your documents …</source>
        <translation>文書を読んでいます…</translation>
    </message>
    <message>
        <source>Reading your documents: {done} of {total}</source>
        <translation>文書を読んでいます：{total} 件中 {done} 件</translation>
    </message>
    <message>
        <source>There was nothing to read.</source>
        <translation>読み込むものがありませんでした。</translation>
    </message>
    <message>
        <source>These documents are in your library already.</source>
        <translation>これらの文書はすでに追加されています。</translation>
    </message>
    <message>
        <source>Unlock …</source>
        <translation>ロックを解除…</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more; the list of documents says why.</source>
        <translation>
            <numerusform>…ほか %Ln 件。理由は文書の一覧にあります。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentList</name>
    <message>
        <source>Documents</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Unlock …</source>
        <translation>ロックを解除…</translation>
    </message>
</context>
<context>
    <name>DownloadStrip</name>
    <message>
        <source>Fetching models is paused: {progress}</source>
        <translation>モデルのダウンロードを一時停止中：{progress}</translation>
    </message>
    <message>
        <source>Fetching models: {progress}</source>
        <translation>モデルをダウンロード中：{progress}</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Show the downloads</source>
        <translation>ダウンロードを表示</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Drop documents here to ask about them</source>
        <translation>ここに文書をドロップすると、質問できるようになります</translation>
    </message>
    <message>
        <source>Drop the picture here to ask about it</source>
        <translation>ここに画像をドロップすると、質問できるようになります</translation>
    </message>
</context>
<context>
    <name>EmptyLibrary</name>
    <message>
        <source>Add a folder</source>
        <translation>フォルダーを追加</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>文書を追加</translation>
    </message>
    <message>
        <source>Drop files or a folder here, or add them. Sotto reads PDF, Word, Markdown, web pages and plain text, and answers with the page it stands on. Nothing leaves this computer.</source>
        <translation>ここにファイルやフォルダーをドロップするか、追加してください。PDF、Word、Markdown、ウェブページ、テキストを読み、根拠のページを示して答えます。外には何も送られません。</translation>
    </message>
    <message>
        <source>No documents yet</source>
        <translation>文書はまだありません</translation>
    </message>
</context>
<context>
    <name>EncryptDialog</name>
    <message>
        <source>An SSD may keep copies of what was there before.</source>
        <translation>SSD には以前の内容の写しが残ることがあります。</translation>
    </message>
    <message>
        <source>Automatic backups made so far are deleted, and drafts are kept only while Sotto runs.</source>
        <translation>これまでの自動バックアップは削除され、下書きは Sotto の実行中だけ保持されます。</translation>
    </message>
    <message>
        <source>Choose at least {count} characters, such as five or six words.</source>
        <translation>{count}文字以上で、たとえば五つか六つの単語を選んでください。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>コードをコピー</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>暗号化する</translation>
    </message>
    <message>
        <source>Encrypt my data</source>
        <translation>データを暗号化</translation>
    </message>
    <message>
        <source>I have written the code down</source>
        <translation>コードを書き留めました</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>回復コード</translation>
    </message>
    <message>
        <source>The passphrase is too short.</source>
        <translation>パスフレーズが短すぎます。</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>もう一度入力</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>2つの入力が一致していません。</translation>
    </message>
    <message>
        <source>This computer has no keyring that Sotto can use, so Sotto asks for a passphrase at each start.</source>
        <translation>このコンピューターには使えるキーリングがないため、起動のたびにパスフレーズを尋ねます。</translation>
    </message>
    <message>
        <source>This recovery code opens your data when the keyring is gone, on another computer, and from a backup.</source>
        <translation>この回復コードがあれば、キーリングを失ったときも、別のコンピューターでも、バックアップからでも、データを開けます。</translation>
    </message>
    <message>
        <source>This recovery code opens your data when you have forgotten the passphrase, and from a backup.</source>
        <translation>この回復コードがあれば、パスフレーズを忘れたときも、バックアップからでも、データを開けます。</translation>
    </message>
    <message>
        <source>Without the passphrase and without this code everything is lost. Nobody can open it then.</source>
        <translation>パスフレーズとこのコードの両方を失うと、すべてが失われます。そのときは誰にも開けません。</translation>
    </message>
    <message>
        <source>Without this computer&apos;s keyring and without this code everything is lost. Nobody can open it then.</source>
        <translation>このコンピューターのキーリングとこのコードの両方を失うと、すべてが失われます。そのときは誰にも開けません。</translation>
    </message>
    <message>
        <source>Write it down and keep it apart from this computer. It is not shown again.</source>
        <translation>書き留めて、このコンピューターとは別の場所に保管してください。二度と表示されません。</translation>
    </message>
</context>
<context>
    <name>EncryptionCard</name>
    <message>
        <source>Encrypt my data …</source>
        <translation>データを暗号化…</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>暗号化</translation>
    </message>
    <message>
        <source>Switch encryption off …</source>
        <translation>暗号化をやめる…</translation>
    </message>
    <message>
        <source>Your data is encrypted. Sotto asks for the passphrase at each start.</source>
        <translation>データは暗号化されています。起動のたびにパスフレーズを尋ねます。</translation>
    </message>
    <message>
        <source>Your data is encrypted. The key is in this computer&apos;s keyring.</source>
        <translation>データは暗号化されています。鍵はこのコンピューターのキーリングにあります。</translation>
    </message>
    <message>
        <source>Your data is not encrypted on this disk.</source>
        <translation>データはこのディスク上で暗号化されていません。</translation>
    </message>
</context>
<context>
    <name>EncryptionDesk</name>
    <message>
        <source>Decrypting your data …</source>
        <translation>データの暗号化を解除しています…</translation>
    </message>
    <message>
        <source>Encrypting your data …</source>
        <translation>データを暗号化しています…</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>暗号化</translation>
    </message>
    <message>
        <source>Opening your data …</source>
        <translation>データを開いています…</translation>
    </message>
    <message>
        <source>Switch encryption off</source>
        <translation>暗号化をやめる</translation>
    </message>
    <message>
        <source>Switch the encryption of your data off?</source>
        <translation>データの暗号化をやめますか？</translation>
    </message>
    <message>
        <source>The recovery code still opens encrypted backups that you made yourself; keep it as long as those.</source>
        <translation>回復コードは、ご自身で作成した暗号化バックアップを開くのに引き続き必要です。バックアップがある間は保管してください。</translation>
    </message>
    <message>
        <source>Whoever has this disk can read your data then. Automatic backups made so far are deleted.</source>
        <translation>このディスクを手にした人は誰でもデータを読めるようになります。これまでの自動バックアップは削除されます。</translation>
    </message>
    <message>
        <source>Your data is encrypted.</source>
        <translation>データを暗号化しました。</translation>
    </message>
    <message>
        <source>Your data is no longer encrypted.</source>
        <translation>データの暗号化を解除しました。</translation>
    </message>
</context>
<context>
    <name>EraseDialog</name>
    <message>
        <source>Automatic backups: {count} ({size})</source>
        <translation>自動バックアップ {count} 件（{size}）</translation>
    </message>
    <message>
        <source>Chats: {chats}, messages: {messages}, facts: {facts}, documents that were read: {documents} ({size})</source>
        <translation>チャット {chats} 件、メッセージ {messages} 件、記憶 {facts} 件、読み込んだ文書 {documents} 件（{size}）</translation>
    </message>
    <message>
        <source>Erase everything</source>
        <translation>すべて消去</translation>
    </message>
    <message>
        <source>Everything that Sotto keeps of you goes from this computer:</source>
        <translation>Sotto があなたについて保存しているものは、このコンピューターからすべて消えます：</translation>
    </message>
    <message>
        <source>In all {size} in {folder}</source>
        <translation>合計 {size}（{folder}）</translation>
    </message>
    <message>
        <source>Logs and reports ({size})</source>
        <translation>ログとレポート（{size}）</translation>
    </message>
    <message>
        <source>Models, the documents themselves, and backups at places of your own stay.</source>
        <translation>モデル、元の文書、ほかの場所に書き出したバックアップは残ります。</translation>
    </message>
    <message>
        <source>Notes, lists and own skills: {count} ({size})</source>
        <translation>メモ、リスト、自作スキル {count} 件（{size}）</translation>
    </message>
    <message>
        <source>Pasted pictures: {count} ({size})</source>
        <translation>貼り付けた画像 {count} 件（{size}）</translation>
    </message>
    <message>
        <source>Settings, keys and drafts ({size})</source>
        <translation>設定、キー、下書き（{size}）</translation>
    </message>
    <message>
        <source>The calendar ({size})</source>
        <translation>カレンダー（{size}）</translation>
    </message>
    <message>
        <source>This cannot be undone. Type “{word}” to go on.</source>
        <translation>この操作は取り消せません。続けるには「{word}」と入力してください。</translation>
    </message>
    <message>
        <source>erase</source>
        <translation>消去</translation>
    </message>
    <message>
        <source>{place} stays: you chose the place.</source>
        <translation>{place} は残ります（ご自分で選んだ場所です）。</translation>
    </message>
</context>
<context>
    <name>EventEditor</name>
    <message>
        <source>All day</source>
        <translation>終日</translation>
    </message>
    <message>
        <source>As it does now</source>
        <translation>今のまま</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>開始時刻</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更の範囲</translation>
    </message>
    <message>
        <source>Change the event</source>
        <translation>予定の変更</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Ends at</source>
        <translation>終了時刻</translation>
    </message>
    <message>
        <source>Every time</source>
        <translation>毎回すべて</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>最初の日</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最後の日</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>新しい予定</translation>
    </message>
    <message>
        <source>Only this time</source>
        <translation>今回だけ</translation>
    </message>
    <message>
        <source>Remind me when it begins</source>
        <translation>始まるときに知らせる</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>繰り返し</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>The event ends before it begins.</source>
        <translation>終わりが始まりより前になっています。</translation>
    </message>
    <message>
        <source>This time and all after it</source>
        <translation>今回とそれ以降すべて</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>To</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Write what the event is called.</source>
        <translation>予定の名前を書いてください。</translation>
    </message>
</context>
<context>
    <name>ExamDialog</name>
    <message>
        <source>A question</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Answering question {at} of {total}</source>
        <translation>{total} 問中 {at} 問目に回答中</translation>
    </message>
    <message>
        <source>Before: {right} · {details}</source>
        <translation>前回：{right} · {details}</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Changed since then:</source>
        <translation>その後の変更：</translation>
    </message>
    <message>
        <source>How far the exam is</source>
        <translation>試験の進み具合</translation>
    </message>
    <message>
        <source>Let questions be written</source>
        <translation>質問を作らせる</translation>
    </message>
    <message>
        <source>Not taken yet</source>
        <translation>まだ受けていません</translation>
    </message>
    <message>
        <source>Questions about your own documents whose answers are known. Taking the exam says how well your models and settings answer them, and so what a change was worth. It gives way to whatever you ask meanwhile.</source>
        <translation>答えの分かっている、自分の文書についての質問です。試験を受けさせると、今のモデルと設定がどれだけ正しく答えるか、つまり変更にどれだけの価値があったかが分かります。その間に質問すると、そちらが優先されます。</translation>
    </message>
    <message>
        <source>Questions of your exam</source>
        <translation>試験の質問</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Take it again by itself after a change of model or setting</source>
        <translation>モデルや設定を変えたら自動でもう一度受けさせる</translation>
    </message>
    <message>
        <source>Take the exam</source>
        <translation>試験を受けさせる</translation>
    </message>
    <message>
        <source>The model writes {count} questions on your documents</source>
        <translation>モデルが文書について質問を {count} 問作ります</translation>
    </message>
    <message>
        <source>The model wrote no question that would do. Another model may, or write some yourself.</source>
        <translation>モデルは使える質問を作れませんでした。別のモデルを試すか、自分で書いてください。</translation>
    </message>
    <message>
        <source>There are no questions yet. Write one below, let the model write some, or keep a good answer for the exam with the button under it.</source>
        <translation>まだ質問がありません。下に書くか、モデルに作らせるか、よい答えの下のボタンで試験に入れてください。</translation>
    </message>
    <message>
        <source>Words of the right answer; empty: your documents do not say</source>
        <translation>正解に含まれる言葉（空欄：文書に書かれていない）</translation>
    </message>
    <message>
        <source>Writing {at} of {total}</source>
        <translation>{total} 問中 {at} 問目を作成中</translation>
    </message>
    <message>
        <source>Your exam</source>
        <translation>自分の試験</translation>
    </message>
</context>
<context>
    <name>FactRow</name>
    <message>
        <source>Edit …</source>
        <translation>編集…</translation>
    </message>
    <message>
        <source>Edit: {fact}</source>
        <translation>編集：{fact}</translation>
    </message>
    <message>
        <source>Forget …</source>
        <translation>忘れる…</translation>
    </message>
    <message>
        <source>Forget: {fact}</source>
        <translation>忘れる：{fact}</translation>
    </message>
    <message>
        <source>Open the chat</source>
        <translation>チャットを開く</translation>
    </message>
    <message>
        <source>Open the chat where you said: {fact}</source>
        <translation>これを話したチャットを開く：{fact}</translation>
    </message>
</context>
<context>
    <name>FigurePicture</name>
    <message>
        <source>Picture of “{caption}”</source>
        <translation>「{caption}」の図</translation>
    </message>
</context>
<context>
    <name>FilterChips</name>
    <message>
        <source>Only {words} ({documents}); press to search everywhere</source>
        <translation>「{words}」だけを検索（{documents}）。押すとすべてを検索</translation>
    </message>
    <message>
        <source>no document</source>
        <translation>文書なし</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Everything is in place. Nothing you ask leaves this computer.</source>
        <translation>準備が整いました。質問がこのコンピューターの外に出ることはありません。</translation>
    </message>
    <message>
        <source>Looking at this machine …</source>
        <translation>このコンピューターを調べています…</translation>
    </message>
    <message>
        <source>Sotto answers with models that run here and nowhere else. This set suits the machine; other models can be chosen at any time.</source>
        <translation>Sotto は、このコンピューターの中だけで動くモデルで答えます。以下はこのコンピューターに合った組み合わせです。ほかのモデルもいつでも選べます。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Welcome to Sotto</source>
        <translation>Sotto へようこそ</translation>
    </message>
</context>
<context>
    <name>FoundQuote</name>
    <message>
        <source>Closest, at {time} of {file}</source>
        <translation>最も近い箇所：{file} の {time}</translation>
    </message>
    <message>
        <source>Closest, in {file}</source>
        <translation>最も近い箇所：{file}</translation>
    </message>
    <message>
        <source>Closest, on page {page} of {file}</source>
        <translation>最も近い箇所：{file} の {page} ページ</translation>
    </message>
    <message>
        <source>Found at {time} of {file}</source>
        <translation>{file} の {time} で見つかりました</translation>
    </message>
    <message>
        <source>Found in {file}</source>
        <translation>{file} で見つかりました</translation>
    </message>
    <message>
        <source>Found on page {page} of {file}</source>
        <translation>{file} の {page} ページで見つかりました</translation>
    </message>
</context>
<context>
    <name>HealthSheet</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>Found by meaning</source>
        <translation>意味で検索できるもの</translation>
    </message>
    <message>
        <source>Model of meaning</source>
        <translation>意味のモデル</translation>
    </message>
    <message>
        <source>Not read, or not whole</source>
        <translation>読めなかった文書、一部だけ読んだ文書</translation>
    </message>
    <message>
        <source>On the disk</source>
        <translation>ディスク上のサイズ</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>文章の区切り</translation>
    </message>
    <message>
        <source>Per page</source>
        <translation>1 ページあたり</translation>
    </message>
    <message>
        <source>State of the index</source>
        <translation>索引の状態</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>{count} of {total} ({percent} %)</source>
        <translation>{total} のうち {count}（{percent} %）</translation>
    </message>
    <message>
        <source>{file}: {state}.</source>
        <translation>{file}：{state}。</translation>
    </message>
    <message>
        <source>{pages}, {recognised} recognised from pictures, {empty} without text</source>
        <translation>{pages}（画像から文字認識 {recognised}、文字のないもの {empty}）</translation>
    </message>
    <message>
        <source>{whole} read, {partly} in part, {failed} not read, {waiting} waiting</source>
        <translation>読み込み済み {whole}、一部のみ {partly}、読めず {failed}、待機中 {waiting}</translation>
    </message>
</context>
<context>
    <name>HomeDialog</name>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Connected. It can switch: {names}</source>
        <translation>接続されています。切り替えられるもの：{names}</translation>
    </message>
    <message>
        <source>Connected. It has no lights or switches.</source>
        <translation>接続されています。照明やスイッチはありません。</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>切断</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>接続されていません。</translation>
    </message>
    <message>
        <source>Smart home</source>
        <translation>スマートホーム</translation>
    </message>
    <message>
        <source>Sotto can turn lights and switches on and off through a Home Assistant on your own network: “turn on the kitchen light”. It is the only place it then speaks with, and what it sends is counted.</source>
        <translation>Sotto は、自分のネットワークにある Home Assistant を通して照明やスイッチを切り替えられます：「キッチンのライトをつけて」。通信する相手はそこだけで、送った量は数えられます。</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Write the address and a long-lived access token.</source>
        <translation>アドレスと長期アクセストークンを書いてください。</translation>
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
    <message>
        <source>Looking at the files …</source>
        <translation>ファイルを調べています…</translation>
    </message>
    <message>
        <source>Reading documents</source>
        <translation>文書の読み込み</translation>
    </message>
    <message>
        <source>Reading {done} of {total}</source>
        <translation>読み込み中：{total} 件中 {done} 件</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop reading documents</source>
        <translation>文書の読み込みを停止</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>停止しました</translation>
    </message>
    <message>
        <source>There was nothing to read.</source>
        <translation>読み込むものがありませんでした。</translation>
    </message>
</context>
<context>
    <name>KeyButton</name>
    <message>
        <source>Keys of “{command}”: {keys}</source>
        <translation>「{command}」のキー: {keys}</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Press the keys …</source>
        <translation>キーを押してください…</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>Passphrase or recovery code</source>
        <translation>パスフレーズまたは回復コード</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>表示する</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>Unlock your data</source>
        <translation>データのロックを解除</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Give “{command}” its usual keys</source>
        <translation>「{command}」を標準のキーに戻す</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー操作</translation>
    </message>
    <message>
        <source>Keys that stay as they are</source>
        <translation>変更できないキー</translation>
    </message>
    <message>
        <source>Press a button, then the new keys. Backspace takes them away, Esc keeps them.</source>
        <translation>ボタンを押してから新しいキーを押してください。Backspace で取り消し、Esc でそのまま残します。</translation>
    </message>
    <message>
        <source>{keys} belonged to “{command}”, which has no keys now.</source>
        <translation>{keys} は「{command}」のキーでした。そちらのキーはなくなりました。</translation>
    </message>
    <message>
        <source>{keys} is needed for typing. Hold Ctrl or Alt with it, or choose an F key.</source>
        <translation>{keys} は入力に必要です。Ctrl か Alt と組み合わせるか、F キーを選んでください。</translation>
    </message>
</context>
<context>
    <name>LibraryBar</name>
    <message>
        <source>All documents</source>
        <translation>すべての文書</translation>
    </message>
    <message>
        <source>Collection that is shown and added to</source>
        <translation>表示し、追加先にするコレクション</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Followed folders: {count}</source>
        <translation>追跡中のフォルダー：{count}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Go on reading documents</source>
        <translation>文書の読み込みを再開</translation>
    </message>
    <message>
        <source>New collection …</source>
        <translation>新しいコレクション…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Pause reading documents</source>
        <translation>文書の読み込みを一時停止</translation>
    </message>
    <message>
        <source>State of the index</source>
        <translation>索引の状態</translation>
    </message>
    <message>
        <source>Stop following {folder}</source>
        <translation>{folder} の追跡をやめる</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Add a folder</source>
        <translation>フォルダーを追加</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>文書を追加</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>すべてのファイル</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>Find a document</source>
        <translation>文書を探す</translation>
    </message>
    <message>
        <source>Find a document by its name</source>
        <translation>名前で文書を探す</translation>
    </message>
    <message>
        <source>No document has this in its name.</source>
        <translation>この名前の文書はありません。</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>There is nothing in “{collection}” yet. Drop files or a folder here, or add them.</source>
        <translation>「{collection}」にはまだ何もありません。ファイルやフォルダーをここにドロップするか、追加してください。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Unlock …</source>
        <translation>ロックを解除…</translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Nothing was written yet.</source>
        <translation>まだ何も書かれていません。</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>読み直す</translation>
    </message>
    <message>
        <source>What you say, ask or add is never written here: {file}</source>
        <translation>話した内容、質問、追加した文書がここに書かれることはありません：{file}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>ハイコントラスト</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
</context>
<context>
    <name>MarkdownView</name>
    <message>
        <source>Text of the answer</source>
        <translation>回答の本文</translation>
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
    <message>
        <source>Documents, settings, and the files of your calendar, lists and notes stay. This cannot be undone.</source>
        <translation>文書、設定、予定表・リスト・メモのファイルは残ります。この操作は元に戻せません。</translation>
    </message>
    <message>
        <source>Edit a fact</source>
        <translation>事実の編集</translation>
    </message>
    <message>
        <source>Find a fact</source>
        <translation>事実を探す</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘れる</translation>
    </message>
    <message>
        <source>Forget everything …</source>
        <translation>すべて忘れる…</translation>
    </message>
    <message>
        <source>Forget everything?</source>
        <translation>すべて忘れますか？</translation>
    </message>
    <message>
        <source>Forget for good</source>
        <translation>完全に忘れる</translation>
    </message>
    <message>
        <source>Forget “{fact}”?</source>
        <translation>「{fact}」を忘れますか？</translation>
    </message>
    <message>
        <source>In other words:</source>
        <translation>書き換える：</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>記憶</translation>
    </message>
    <message>
        <source>Nothing is remembered yet. Say “remember that …” in a chat, or write it here.</source>
        <translation>まだ何も覚えていません。チャットで「…を覚えて」と言うか、ここに書いてください。</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>覚える</translation>
    </message>
    <message>
        <source>Something to remember</source>
        <translation>覚えておくこと</translation>
    </message>
    <message>
        <source>There are no chats, and nothing is remembered.</source>
        <translation>チャットはなく、覚えていることもありません。</translation>
    </message>
    <message>
        <source>This goes: {amounts}.</source>
        <translation>削除されるもの：{amounts}。</translation>
    </message>
    <message>
        <source>Timers, alarms, what your own skills keep, the record of what was done for you with its undo, and automatic backups go too.</source>
        <translation>タイマー、アラーム、自作のスキルが保存した値、操作の記録（元に戻すためのもの）、自動バックアップも消えます。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
</context>
<context>
    <name>MemoryRow</name>
    <message>
        <source>You said on {day}: {text}</source>
        <translation>{day}に話したこと：{text}</translation>
    </message>
</context>
<context>
    <name>MessageActions</name>
    <message>
        <source>An answer is being written. Wait for its end or stop it first.</source>
        <translation>回答の作成中です。終わるのを待つか、先に止めてください。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message numerus="yes">
        <source>Deleted the question and all %Ln versions of its answer.</source>
        <translation>
            <numerusform>質問と、回答の%Ln件すべてを削除しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleted the question and its answer.</source>
        <translation>質問と回答を削除しました。</translation>
    </message>
    <message>
        <source>It is in your exam: a right answer shows this place.</source>
        <translation>試験に入れました。この箇所を示すのが正解です。</translation>
    </message>
    <message>
        <source>It is in your exam: right is to say that your documents do not answer it.</source>
        <translation>試験に入れました。文書に書かれていないと答えるのが正解です。</translation>
    </message>
    <message>
        <source>Send it to go on from here in a new chat. This chat stays as it is.</source>
        <translation>送ると、ここから新しいチャットで続けます。このチャットはそのまま残ります。</translation>
    </message>
    <message>
        <source>This is a copy up to there. The other chat stays as it is.</source>
        <translation>そこまでのコピーです。元のチャットはそのままです。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Download of {model}</source>
        <translation>{model} のダウンロード</translation>
    </message>
    <message>
        <source>Not fetched</source>
        <translation>ダウンロードできていません</translation>
    </message>
    <message>
        <source>On this computer already</source>
        <translation>すでにこのコンピューターにあります</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Download of {model}</source>
        <translation>{model} のダウンロード</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>取得</translation>
    </message>
    <message>
        <source>Fetch {model}</source>
        <translation>{model} を取得</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Go on fetching {model}</source>
        <translation>{model} の取得を続ける</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Pause fetching {model}</source>
        <translation>{model} の取得を一時停止</translation>
    </message>
    <message>
        <source>Remove {model}</source>
        <translation>{model} を削除</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使う</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>{model} を使う</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>A file that is not in Sotto&apos;s list has been checked by nobody, and a model file can be made to do harm by whoever made it. Take one only from a place you trust. It is loaded in a process that cannot reach the network.</source>
        <translation>Sotto の一覧にないファイルは誰も確認していません。モデルのファイルには、悪意をもって作られたものもありえます。信頼できる入手元のものだけを使ってください。読み込みは、ネットワークに届かないプロセスで行われます。</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>すべてのファイル</translation>
    </message>
    <message>
        <source>Drop a model file here to use it</source>
        <translation>ここにモデルファイルをドロップすると、使えるようになります</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>取得</translation>
    </message>
    <message>
        <source>Fetch {model}?</source>
        <translation>{model} を取得しますか？</translation>
    </message>
    <message>
        <source>Its licence: {licence}. {note}</source>
        <translation>ライセンス：{licence}。{note}</translation>
    </message>
    <message>
        <source>Model files</source>
        <translation>モデルファイル</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation>ファイルを読んでいます…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Remove {model}?</source>
        <translation>{model} を削除しますか？</translation>
    </message>
    <message>
        <source>Take in a model file you already have</source>
        <translation>すでに持っているモデルファイルを取り込む</translation>
    </message>
    <message>
        <source>Taken in: {models}</source>
        <translation>取り込みました：{models}</translation>
    </message>
    <message>
        <source>This frees {size}. It can be fetched again.</source>
        <translation>{size} の空きができます。あとで取得し直せます。</translation>
    </message>
    <message>
        <source>This frees {size}. The file that you took it from stays where it is.</source>
        <translation>{size}の空きができます。取り込み元のファイルはそのまま残ります。</translation>
    </message>
    <message>
        <source>Use a file you have</source>
        <translation>手元のファイルを使う</translation>
    </message>
    <message>
        <source>Use a file you have …</source>
        <translation>手元のファイルを使う…</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使う</translation>
    </message>
    <message>
        <source>Use {files}?</source>
        <translation>{files} を使いますか？</translation>
    </message>
    <message>
        <source>{count} on this computer, {size} of disk.</source>
        <translation>取得済み {count} 個、ディスク使用量 {size}。</translation>
    </message>
</context>
<context>
    <name>NamedQuestions</name>
    <message>
        <source>There is no text to take. Copy or select it first.</source>
        <translation>テキストがありません。先にコピーするか選択してください。</translation>
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
    <message>
        <source>Nothing is counted yet.</source>
        <translation>まだ何も数えていません。</translation>
    </message>
    <message>
        <source>Nothing tried to reach the network.</source>
        <translation>ネットワークに接続しようとしたものはありません。</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>プライバシー</translation>
    </message>
    <message>
        <source>The system&apos;s kernel holds the engine to this too.</source>
        <translation>システムのカーネルもエンジンの接続を禁じています。</translation>
    </message>
    <message>
        <source>They went where you wanted them to, and {received} bytes came back.</source>
        <translation>いずれもご希望の送信先へのものです。受信：{received} バイト。</translation>
    </message>
    <message>
        <source>{sent} bytes sent since {day}.</source>
        <translation>{day} 以降に送信：{sent} バイト。</translation>
    </message>
    <message>
        <source>{sent} of them went to the chat server you named, with what you asked it.</source>
        <translation>そのうち {sent} バイトは、質問とともに、指定したチャットサーバーへ送られました。</translation>
    </message>
</context>
<context>
    <name>OwnSkillsDialog</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Allow {name}</source>
        <translation>{name}を許可する</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>許可する</translation>
    </message>
    <message>
        <source>Answers, and changes nothing.</source>
        <translation>答えるだけで、何も変更しません。</translation>
    </message>
    <message>
        <source>File: {file}, digest {digest}</source>
        <translation>ファイル：{file}、ダイジェスト：{digest}</translation>
    </message>
    <message>
        <source>It has changed since it was allowed. Look at it before you allow it again.</source>
        <translation>許可した後に変わりました。確かめてから、もう一度許可してください。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>調べ直す</translation>
    </message>
    <message>
        <source>May read and change: {what}</source>
        <translation>読み書きするもの：{what}</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Say: {phrases}</source>
        <translation>言い方：{phrases}</translation>
    </message>
    <message>
        <source>Skills that you wrote, a file of Python each in the skills folder. A skill is used only while it is allowed here, and no longer when its file changes. It runs by itself, without the network and without your files; what it changes can be undone.</source>
        <translation>スキルのフォルダーに置いた、自分で書いた Python のファイルです。ここで許可したものだけが使われ、ファイルが変わると許可は取り消されます。ネットワークにもあなたのファイルにも触れずに単独で動き、変更は取り消せます。</translation>
    </message>
    <message>
        <source>Takes: {arguments}</source>
        <translation>聞き取るもの：{arguments}</translation>
    </message>
    <message>
        <source>There are no skills in the folder yet.</source>
        <translation>フォルダーにはまだスキルがありません。</translation>
    </message>
    <message>
        <source>Your own skills</source>
        <translation>自作のスキル</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>a day and time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>how long</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>small values of its own</source>
        <translation>そのスキルの小さな値</translation>
    </message>
    <message>
        <source>words</source>
        <translation>言葉</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>はい・いいえ</translation>
    </message>
    <message>
        <source>your lists and notes</source>
        <translation>リストとメモ</translation>
    </message>
    <message>
        <source>{file}, line {line}: {why}</source>
        <translation>{file}の{line}行目：{why}</translation>
    </message>
    <message>
        <source>{file}: {why}</source>
        <translation>{file}：{why}</translation>
    </message>
    <message>
        <source>{name} ({kind})</source>
        <translation>{name}（{kind}）</translation>
    </message>
    <message>
        <source>{name} ({kind}, if you like)</source>
        <translation>{name}（{kind}、省略可）</translation>
    </message>
    <message>
        <source>“{phrase}”</source>
        <translation>「{phrase}」</translation>
    </message>
</context>
<context>
    <name>PagePicture</name>
    <message>
        <source>Picture of the page</source>
        <translation>ページの画像</translation>
    </message>
</context>
<context>
    <name>PageViewer</name>
    <message>
        <source>No program on this computer opens this file.</source>
        <translation>このファイルを開くプログラムがこのコンピューターにありません。</translation>
    </message>
    <message>
        <source>Opening the page …</source>
        <translation>ページを開いています…</translation>
    </message>
    <message>
        <source>Page of a document</source>
        <translation>文書のページ</translation>
    </message>
    <message>
        <source>The picture of this page cannot be shown.</source>
        <translation>このページの画像を表示できません。</translation>
    </message>
    <message>
        <source>This document is no longer in your library. Its words are those that the answer was given from.</source>
        <translation>この文書はもうライブラリにありません。上の引用は、回答したときの文書の言葉です。</translation>
    </message>
    <message>
        <source>This file is no longer where it was.</source>
        <translation>このファイルは元の場所にありません。</translation>
    </message>
</context>
<context>
    <name>PastedPictures</name>
    <message>
        <source>A question can be about {count} pictures at most. Take one off first.</source>
        <translation>1つの質問に付けられる画像は{count}枚までです。先に1枚外してください。</translation>
    </message>
    <message>
        <source>No text was found in this picture, so it cannot be asked about.</source>
        <translation>この画像には文字が見つからなかったため、質問できません。</translation>
    </message>
    <message>
        <source>This picture cannot be taken: it is damaged, or too large. Save it as a file and add that.</source>
        <translation>この画像は取り込めません。壊れているか、大きすぎます。ファイルに保存して、それを追加してください。</translation>
    </message>
</context>
<context>
    <name>PlacesBar</name>
    <message>
        <source>Copy the quote with its reference</source>
        <translation>引用を出典付きでコピー</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>次の箇所</translation>
    </message>
    <message>
        <source>Open in the system&apos;s program</source>
        <translation>システムのアプリで開く</translation>
    </message>
    <message>
        <source>Place before</source>
        <translation>前の箇所</translation>
    </message>
    <message>
        <source>Search in this document</source>
        <translation>この文書内を検索</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>{at} of {count}</source>
        <translation>{at} / {count}</translation>
    </message>
</context>
<context>
    <name>QuestionCard</name>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Change: {question}</source>
        <translation>変更：{question}</translation>
    </message>
    <message>
        <source>It said: {answer}</source>
        <translation>答え：{answer}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>取り除く</translation>
    </message>
    <message>
        <source>Remove: {question}</source>
        <translation>取り除く：{question}</translation>
    </message>
    <message>
        <source>it was right before</source>
        <translation>前回は正解</translation>
    </message>
    <message>
        <source>it was wrong before</source>
        <translation>前回は不正解</translation>
    </message>
    <message>
        <source>{words} ({earlier})</source>
        <translation>{words}（{earlier}）</translation>
    </message>
</context>
<context>
    <name>QuestionEdit</name>
    <message>
        <source>Ask anything, or drop a document</source>
        <translation>質問を入力、または文書をドロップ</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>質問</translation>
    </message>
</context>
<context>
    <name>QuestionPicture</name>
    <message>
        <source>Open what this question is about</source>
        <translation>この質問の対象を開く</translation>
    </message>
</context>
<context>
    <name>QuestionView</name>
    <message>
        <source>Copy this question</source>
        <translation>この質問をコピー</translation>
    </message>
    <message>
        <source>Show the whole question</source>
        <translation>質問をすべて表示</translation>
    </message>
    <message>
        <source>Write this question anew</source>
        <translation>この質問を書き直す</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>質問</translation>
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
    <message>
        <source>Next: {question}</source>
        <translation>次：{question}</translation>
    </message>
    <message>
        <source>Write on at the questions that wait</source>
        <translation>待っている質問を書き直す</translation>
    </message>
</context>
<context>
    <name>QuickAsk</name>
    <message>
        <source>Thinking …</source>
        <translation>考えています…</translation>
    </message>
</context>
<context>
    <name>QuickAskWindow</name>
    <message>
        <source>About the copied text: “{text}”</source>
        <translation>コピーした文章について：「{text}」</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Ask Sotto</source>
        <translation>Sotto に質問</translation>
    </message>
    <message>
        <source>Ask one thing</source>
        <translation>ひとつ質問する</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy this answer</source>
        <translation>この回答をコピー</translation>
    </message>
    <message>
        <source>Open in the window</source>
        <translation>ウィンドウで開く</translation>
    </message>
</context>
<context>
    <name>RenderedPage</name>
    <message>
        <source>Text of the page</source>
        <translation>ページの本文</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Backups</source>
        <translation>バックアップ</translation>
    </message>
    <message>
        <source>Choose a file …</source>
        <translation>ファイルを選ぶ…</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>復元</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>バックアップを復元</translation>
    </message>
    <message>
        <source>Sotto has made no backup by itself yet. Choose a file that you made.</source>
        <translation>自動バックアップはまだありません。作成したファイルを選んでください。</translation>
    </message>
    <message>
        <source>What the backup holds takes the place of everything you made since. This cannot be undone.</source>
        <translation>その後に作ったものは、バックアップの内容に置き換わります。元に戻せません。</translation>
    </message>
</context>
<context>
    <name>RoleBar</name>
    <message>
        <source>What models do</source>
        <translation>モデルの役割</translation>
    </message>
</context>
<context>
    <name>Sample</name>
    <message>
        <source>What leaves my computer, according to the guide?</source>
        <translation>止めてと言うとどうなりますか</translation>
    </message>
    <message>
        <source>guide.en.pdf</source>
        <translation>guide.ja.pdf</translation>
    </message>
</context>
<context>
    <name>SearchIn</name>
    <message>
        <source>All documents</source>
        <translation>すべての文書</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>すべての種類</translation>
    </message>
    <message>
        <source>At any time</source>
        <translation>すべての期間</translation>
    </message>
    <message>
        <source>In the last 7 days</source>
        <translation>過去 7 日間</translation>
    </message>
    <message>
        <source>In the last month</source>
        <translation>過去 1 か月</translation>
    </message>
    <message>
        <source>In the last year</source>
        <translation>過去 1 年</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>ファイルの種類</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>最終更新</translation>
    </message>
    <message>
        <source>Look into</source>
        <translation>調べる範囲</translation>
    </message>
    <message>
        <source>Mails</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>One document … (@)</source>
        <translation>文書を一つ選ぶ…（@）</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>録音</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>スライド</translation>
    </message>
    <message>
        <source>Spreadsheets</source>
        <translation>表計算</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>テキスト文書</translation>
    </message>
</context>
<context>
    <name>SectionList</name>
    <message>
        <source>Sections of the settings</source>
        <translation>設定の項目一覧</translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>Copy the key</source>
        <translation>鍵をコピー</translation>
    </message>
    <message>
        <source>Listening at {address}. Whoever has the key can use the models, and reads nothing of yours.</source>
        <translation>{address} で待ち受け中。鍵を持つプログラムはモデルを使えますが、あなたのデータは読めません。</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Set “{name}” back to its default</source>
        <translation>「{name}」を初期値に戻す</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Everything you make is kept in {folder}</source>
        <translation>データの保存先：{folder}</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>設定を探す</translation>
    </message>
    <message>
        <source>Forget what is older</source>
        <translation>古いものを忘れる</translation>
    </message>
    <message>
        <source>Forget what is older, now and from now on?</source>
        <translation>古いものを今後も含めて忘れますか？</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>データフォルダーを開く</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>This would be forgotten for good now: {amounts}. It cannot be undone.</source>
        <translation>今すぐ完全に忘れるもの：{amounts}。元に戻せません。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Forget how long I pause while speaking</source>
        <translation>話すときの間の取り方を忘れる</translation>
    </message>
    <message>
        <source>Forgotten</source>
        <translation>忘れました</translation>
    </message>
    <message>
        <source>No setting is called that.</source>
        <translation>該当する設定はありません。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Sound check …</source>
        <translation>音声の確認…</translation>
    </message>
</context>
<context>
    <name>ShownTurn</name>
    <message>
        <source>Stopping …</source>
        <translation>停止しています…</translation>
    </message>
</context>
<context>
    <name>SoundCheckDialog</name>
    <message>
        <source>Choose what you speak into and what you hear, and try both. Nothing you say here is kept.</source>
        <translation>使うマイクとスピーカーを選び、両方を試せます。ここで話した内容は保存されません。</translation>
    </message>
    <message>
        <source>Sound check</source>
        <translation>音声の確認</translation>
    </message>
    <message>
        <source>This is how Sotto sounds. If you hear it well, all is set.</source>
        <translation>Sotto の声はこのように聞こえます。はっきり聞こえれば準備は完了です。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
</context>
<context>
    <name>SoundCheckSheet</name>
    <message>
        <source>Microphone</source>
        <translation>マイク</translation>
    </message>
    <message>
        <source>Microphone level</source>
        <translation>マイクの音量</translation>
    </message>
    <message>
        <source>Play it back</source>
        <translation>録音を再生</translation>
    </message>
    <message>
        <source>Say something</source>
        <translation>何か話してみる</translation>
    </message>
    <message>
        <source>Sotto understood: “{words}”</source>
        <translation>Sotto が聞き取った言葉：「{words}」</translation>
    </message>
    <message>
        <source>Speak now …</source>
        <translation>話してください…</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>スピーカー</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The bars move when it hears you.</source>
        <translation>声が届くとバーが動きます。</translation>
    </message>
    <message>
        <source>The microphone is closed.</source>
        <translation>マイクは閉じています。</translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation>システムの既定</translation>
    </message>
    <message>
        <source>The system&apos;s ({name})</source>
        <translation>システムの設定（{name}）</translation>
    </message>
    <message>
        <source>Try the speaker</source>
        <translation>スピーカーを試す</translation>
    </message>
</context>
<context>
    <name>SourceRow</name>
    <message>
        <source>Source {number}: {file}</source>
        <translation>出典 {number}：{file}</translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation>{time}</translation>
    </message>
    <message>
        <source>changed since</source>
        <translation>その後変更あり</translation>
    </message>
    <message>
        <source>deleted since</source>
        <translation>その後削除されました</translation>
    </message>
    <message>
        <source>page {page}</source>
        <translation>{page} ページ</translation>
    </message>
</context>
<context>
    <name>StarterSet</name>
    <message>
        <source>Add a folder …</source>
        <translation>フォルダーを追加…</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>はじめる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Download of the starter set</source>
        <translation>基本セットのダウンロード</translation>
    </message>
    <message>
        <source>Everything is on this computer.</source>
        <translation>すべてこのコンピューターにあります。</translation>
    </message>
    <message>
        <source>Explore meanwhile</source>
        <translation>待つあいだに見て回る</translation>
    </message>
    <message>
        <source>Fetch the starter set</source>
        <translation>まとめてダウンロード</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>今はしない</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Sound check …</source>
        <translation>音声の確認…</translation>
    </message>
    <message>
        <source>The disk has too little room. Free {size} first, or fetch single models on the models page.</source>
        <translation>ディスクの空きが足りません。あと {size} 空けるか、モデルのページで個別に取得してください。</translation>
    </message>
    <message>
        <source>The disk has {free} free.</source>
        <translation>ディスクの空きは {free} です。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>{size} to fetch, once: {time} with a line of {line} Mbit/s.</source>
        <translation>ダウンロードは {size}、一度だけです（{line} Mbit/sの回線で{time}）。</translation>
    </message>
</context>
<context>
    <name>StartingPage</name>
    <message>
        <source>Starting the engine …</source>
        <translation>エンジンを起動しています…</translation>
    </message>
</context>
<context>
    <name>StateLine</name>
    <message>
        <source>Model that answers: {title}</source>
        <translation>回答するモデル：{title}</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>モデルなし</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>SuggestionList</name>
    <message>
        <source>Suggestions</source>
        <translation>候補</translation>
    </message>
</context>
<context>
    <name>TimerStrip</name>
    <message>
        <source>Timers and alarms</source>
        <translation>タイマーとアラーム</translation>
    </message>
</context>
<context>
    <name>ToolsDialog</name>
    <message>
        <source>A quotation mark in the command is not closed.</source>
        <translation>コマンドの引用符が閉じられていません。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Allow {tool} of {name}</source>
        <translation>{name}の{tool}を許可する</translation>
    </message>
    <message>
        <source>Command that starts it</source>
        <translation>起動するコマンド</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>調べ直す</translation>
    </message>
    <message>
        <source>Look at the tools of {name} again</source>
        <translation>{name}のツールを調べ直す</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Programs on this computer that offer tools over the Model Context Protocol. A tool is used only where it is allowed here, and every call is shown and asked about first: “use NAME to …”.</source>
        <translation>Model Context Protocol でツールを提供する、このコンピューターのプログラムです。ここで許可したツールだけが使われ、毎回の実行は前もって示して確かめます：「（名前）で…して」。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name}を取り除く</translation>
    </message>
    <message>
        <source>Tools of other programs</source>
        <translation>ほかのプログラムのツール</translation>
    </message>
    <message>
        <source>Write a name and the command that starts the program.</source>
        <translation>名前と、プログラムを起動するコマンドを書いてください。</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>会話</translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation>最新のメッセージへ</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新へ</translation>
    </message>
    <message>
        <source>Show earlier messages</source>
        <translation>以前のメッセージを表示</translation>
    </message>
</context>
<context>
    <name>TranscriptDialog</name>
    <message>
        <source>Save as …</source>
        <translation>名前を付けて保存…</translation>
    </message>
    <message>
        <source>Save the transcript</source>
        <translation>文字起こしを保存</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>字幕</translation>
    </message>
    <message>
        <source>Subtitles for the web</source>
        <translation>ウェブ用の字幕</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>文字起こし</translation>
    </message>
    <message>
        <source>Transcript of {name}</source>
        <translation>{name} の文字起こし</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
</context>
<context>
    <name>TrayMenu</name>
    <message>
        <source>Ask Sotto</source>
        <translation>Sotto に質問</translation>
    </message>
    <message>
        <source>Open Sotto</source>
        <translation>Sotto を開く</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>黙らせる</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>話す</translation>
    </message>
</context>
<context>
    <name>TrayTimer</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>スヌーズ</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>TroubleCard</name>
    <message>
        <source>Copy the details</source>
        <translation>詳細をコピー</translation>
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
    <message>
        <source>Keep it in this computer&apos;s keyring</source>
        <translation>このコンピューターのキーリングに保存する</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Sotto forgets the password when it ends: this computer has no keyring to keep it in.</source>
        <translation>パスワードは Sotto の終了時に忘れられます。このコンピューターには保存できるキーリングがありません。</translation>
    </message>
    <message>
        <source>The engine stopped. Try the password again.</source>
        <translation>エンジンが停止しました。もう一度パスワードを試してください。</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>Unlock documents</source>
        <translation>文書のロック解除</translation>
    </message>
    <message>
        <source>Unlocking …</source>
        <translation>解除しています…</translation>
    </message>
    <message>
        <source>“{file}” is protected with a password.</source>
        <translation>「{file}」はパスワードで保護されています。</translation>
    </message>
</context>
<context>
    <name>VersionRow</name>
    <message>
        <source>Show the version after</source>
        <translation>次の回答を表示</translation>
    </message>
    <message>
        <source>Show the version before</source>
        <translation>前の回答を表示</translation>
    </message>
    <message>
        <source>Version {shown} of {count} of this answer</source>
        <translation>この回答の{count}件中{shown}件目</translation>
    </message>
    <message>
        <source>{shown} of {count}</source>
        <translation>{shown} / {count}</translation>
    </message>
</context>
<context>
    <name>ViewerBar</name>
    <message>
        <source>Close the page</source>
        <translation>ページを閉じる</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>幅に合わせる</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>次のページ</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>前のページ</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Transcript with times …</source>
        <translation>時刻付きの文字起こし…</translation>
    </message>
    <message>
        <source>from {time}</source>
        <translation>{time} から</translation>
    </message>
    <message>
        <source>page {page} of {count}</source>
        <translation>{page} / {count} ページ</translation>
    </message>
    <message>
        <source>“{quote}”</source>
        <translation>「{quote}」</translation>
    </message>
    <message>
        <source>“{quote}” no longer stands in this document.</source>
        <translation>「{quote}」は、この文書にはもうありません。</translation>
    </message>
</context>
<context>
    <name>VoiceBar</name>
    <message>
        <source>End</source>
        <translation>終える</translation>
    </message>
    <message>
        <source>End the spoken conversation</source>
        <translation>音声での会話を終える</translation>
    </message>
    <message>
        <source>Hear the microphone again</source>
        <translation>ミュートを解除</translation>
    </message>
    <message>
        <source>Microphone level</source>
        <translation>マイクの音量</translation>
    </message>
    <message>
        <source>Mute the microphone</source>
        <translation>マイクをミュート</translation>
    </message>
    <message>
        <source>Show the conversation large</source>
        <translation>会話を大きく表示</translation>
    </message>
    <message>
        <source>Silence (Esc)</source>
        <translation>読み上げを止める（Esc）</translation>
    </message>
    <message>
        <source>Spoken conversation</source>
        <translation>音声での会話</translation>
    </message>
    <message>
        <source>The microphone is heard again.</source>
        <translation>マイクのミュートを解除しました。</translation>
    </message>
    <message>
        <source>The microphone is muted.</source>
        <translation>マイクをミュートしました。</translation>
    </message>
    <message>
        <source>{what} ({keys})</source>
        <translation>{what}（{keys}）</translation>
    </message>
</context>
<context>
    <name>VoiceControl</name>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Write the first question of a temporary chat; then you can talk in it.</source>
        <translation>一時的なチャットの最初の質問は入力してください。その後は話せます。</translation>
    </message>
</context>
<context>
    <name>VoiceView</name>
    <message>
        <source>End</source>
        <translation>終える</translation>
    </message>
    <message>
        <source>End the spoken conversation</source>
        <translation>音声での会話を終える</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>ミュート</translation>
    </message>
    <message>
        <source>Nobody is listening.</source>
        <translation>今は何も聞いていません。</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>黙らせる</translation>
    </message>
    <message>
        <source>Sound check …</source>
        <translation>音声の確認…</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>話す</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>ミュートを解除</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>音声</translation>
    </message>
    <message>
        <source>You: {words}</source>
        <translation>あなた：{words}</translation>
    </message>
</context>
<context>
    <name>WaitingQuestion</name>
    <message>
        <source>The models are on their way. Your question is asked as soon as one is here that answers.</source>
        <translation>モデルを取得中です。回答するモデルがそろいしだい、この質問をします。</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Add documents and ask about them</source>
        <translation>文書を追加して質問する</translation>
    </message>
    <message>
        <source>Ask a question</source>
        <translation>質問する</translation>
    </message>
    <message>
        <source>Everything happens on this computer. Nothing is sent anywhere.</source>
        <translation>すべてこのコンピューターの中で行われ、外には何も送られません。</translation>
    </message>
    <message>
        <source>Talk instead of typing</source>
        <translation>入力せずに話す</translation>
    </message>
    <message>
        <source>Try it on the guide to Sotto</source>
        <translation>Sotto の手引きで試す</translation>
    </message>
    <message>
        <source>What would you like to know?</source>
        <translation>何を知りたいですか？</translation>
    </message>
</context>
<context>
    <name>WhatsNewDialog</name>
    <message>
        <source>Sotto {version}. It never updates itself; the list below is in English.</source>
        <translation>Sotto {version}。自動で更新されることはありません。以下の一覧は英語です。</translation>
    </message>
    <message>
        <source>The list of changes is not installed.</source>
        <translation>変更点の一覧がインストールされていません。</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>変更点</translation>
    </message>
</context>
<context>
    <name>WrittenPage</name>
    <message>
        <source>Text of the page</source>
        <translation>ページの本文</translation>
    </message>
</context>
<context>
    <name>_TimerPiece</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>スヌーズ</translation>
    </message>
    <message>
        <source>Snooze: {name}</source>
        <translation>スヌーズ：{name}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Timer</source>
        <translation>タイマー</translation>
    </message>
</context>
</TS>
