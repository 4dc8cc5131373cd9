<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en">
<context>
    <name>Engine</name>
    <message>
        <source>, line {0}</source>
        <translation>（{0} 行目）</translation>
    </message>
    <message>
        <source>1 page has no text that can be read: {0}.</source>
        <translation>読み取れる文字のないページが 1 ページあります：{0}。</translation>
    </message>
    <message>
        <source>1 part was not read, or not whole: “{0}”.</source>
        <translation>1 件が読めないか、一部しか読めませんでした：「{0}」。</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 年</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 日</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 日</translation>
    </message>
    <message>
        <source>A backup is being written already.</source>
        <translation>バックアップの書き出し中です。</translation>
    </message>
    <message>
        <source>A conversation&apos;s title cannot be empty.</source>
        <translation>チャットの題名を空にはできません。</translation>
    </message>
    <message>
        <source>A fact has at most {0} characters.</source>
        <translation>事実は {0} 文字までです。</translation>
    </message>
    <message>
        <source>A key of your desktop opens a small window for one question, from anywhere (where the desktop allows it).</source>
        <translation>デスクトップのキーで、どこからでも質問用の小さなウィンドウを開きます（デスクトップが対応している場合）。</translation>
    </message>
    <message>
        <source>A recording inside another file is not heard.</source>
        <translation>ほかのファイルの中にある録音は聞き取りません。</translation>
    </message>
    <message>
        <source>A sentence has a place for something that “run” does not take, or takes once.</source>
        <translation>文の中に、run が取らないもの、または二度現れるものがあります。</translation>
    </message>
    <message>
        <source>A sentence has brackets that are no place.</source>
        <translation>文の中に、引数の場所ではない括弧があります。</translation>
    </message>
    <message>
        <source>A series on fixed days of the month cannot move to another day.</source>
        <translation>月の決まった日の繰り返しは、別の日に移せません。</translation>
    </message>
    <message>
        <source>A skill may use “values” and “notes”.</source>
        <translation>スキルが使えるのは values と notes です。</translation>
    </message>
    <message>
        <source>A skill&apos;s file holds one class.</source>
        <translation>スキルのファイルにはクラスを一つだけ書きます。</translation>
    </message>
    <message>
        <source>A spoken conversation is already running.</source>
        <translation>音声での会話がすでに始まっています。</translation>
    </message>
    <message>
        <source>A temporary chat leaves nothing behind.</source>
        <translation>一時的なチャットは何も残しません。</translation>
    </message>
    <message>
        <source>A whole series cannot change between whole days and times.</source>
        <translation>繰り返し全体を終日と時刻の間で変えることはできません。</translation>
    </message>
    <message>
        <source>Add an event first.</source>
        <translation>先に予定を追加してください。</translation>
    </message>
    <message>
        <source>Add documents first.</source>
        <translation>先に文書を追加してください。</translation>
    </message>
    <message>
        <source>Add files and folders.</source>
        <translation>ファイルかフォルダーを追加してください。</translation>
    </message>
    <message>
        <source>Add it in the desktop&apos;s own settings.</source>
        <translation>デスクトップの設定で追加してください。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Address of a Home Assistant on the local network; empty is off. It is connected in the Go menu.</source>
        <translation>家の中のネットワークにある Home Assistant のアドレスです。空欄なら使いません。「移動」メニューで接続します。</translation>
    </message>
    <message>
        <source>Address of the chat server, one that speaks OpenAI&apos;s API; empty is none. It is connected in the Go menu.</source>
        <translation>OpenAI の API を話すチャットサーバーのアドレスです。空欄なら使いません。「移動」メニューで接続します。</translation>
    </message>
    <message>
        <source>Adopt the file again if you still have it.</source>
        <translation>ファイルがまだあれば、もう一度取り込んでください。</translation>
    </message>
    <message>
        <source>Alexa</source>
        <translation>Alexa</translation>
    </message>
    <message>
        <source>All of its {0} pages are pictures in which no words were found.</source>
        <translation>全 {0} ページが画像で、文字が見つかりませんでした。</translation>
    </message>
    <message>
        <source>Allow the network for a moment, or adopt a file you already have.</source>
        <translation>しばらくネットワークを許可するか、手元のファイルを取り込んでください。</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>常に使う</translation>
    </message>
    <message>
        <source>An answer needs at least one token.</source>
        <translation>回答には少なくとも 1 トークンが必要です。</translation>
    </message>
    <message>
        <source>An event needs a title.</source>
        <translation>予定には名前が必要です。</translation>
    </message>
    <message>
        <source>Another Sotto uses this data folder.</source>
        <translation>別の Sotto がこのデータフォルダーを使っています。</translation>
    </message>
    <message>
        <source>Another model was chosen in the middle of the answer.</source>
        <translation>回答の途中で別のモデルが選ばれました。</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外観</translation>
    </message>
    <message>
        <source>Ask again after it has started.</source>
        <translation>起動したあとで、もう一度質問してください。</translation>
    </message>
    <message>
        <source>Ask again in a chat that is kept.</source>
        <translation>残るチャットでもう一度質問してください。</translation>
    </message>
    <message>
        <source>Ask again, and keep the new answer.</source>
        <translation>もう一度質問して、新しい答えを入れてください。</translation>
    </message>
    <message>
        <source>Ask again, or let the model on this computer answer.</source>
        <translation>もう一度質問するか、このコンピューターのモデルに答えさせてください。</translation>
    </message>
    <message>
        <source>Ask again.</source>
        <translation>もう一度質問してください。</translation>
    </message>
    <message>
        <source>Ask again; if it fails again, choose another model.</source>
        <translation>もう一度質問してください。繰り返す場合は、別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>Ask for 1 to {0}.</source>
        <translation>1 から {0} までにしてください。</translation>
    </message>
    <message>
        <source>Ask for a longer answer.</source>
        <translation>もっと長い回答を求めてください。</translation>
    </message>
    <message>
        <source>Ask it anew.</source>
        <translation>あらためて質問してください。</translation>
    </message>
    <message>
        <source>Ask your documents first.</source>
        <translation>先に文書に質問してください。</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>バックアップ</translation>
    </message>
    <message>
        <source>Begin the names of other classes with an underscore.</source>
        <translation>ほかのクラスの名前は下線で始めてください。</translation>
    </message>
    <message>
        <source>Beginning to talk</source>
        <translation>話し始め方</translation>
    </message>
    <message>
        <source>Braces hold the name of an argument.</source>
        <translation>波括弧には引数の名前だけを書きます。</translation>
    </message>
    <message>
        <source>Calendar file</source>
        <translation>カレンダーのファイル</translation>
    </message>
    <message>
        <source>Change it by hand.</source>
        <translation>手動で変更してください。</translation>
    </message>
    <message>
        <source>Change it in the program it comes from.</source>
        <translation>元のプログラムで変更してください。</translation>
    </message>
    <message>
        <source>Change its permissions, or copy it.</source>
        <translation>権限を変更するか、コピーしてください。</translation>
    </message>
    <message>
        <source>Change its permissions, then add it again.</source>
        <translation>権限を変更してから、もう一度追加してください。</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>チャット</translation>
    </message>
    <message>
        <source>Chat server</source>
        <translation>チャットサーバー</translation>
    </message>
    <message>
        <source>Check SOTTO_PACKAGE_INDEX, and whether a log-in page stands between you and the network.</source>
        <translation>SOTTO_PACKAGE_INDEX と、ネットワークとの間にログイン画面がないかを確認してください。</translation>
    </message>
    <message>
        <source>Check it, and try again.</source>
        <translation>確認して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Check its address, or add its certificate to those of the system.</source>
        <translation>アドレスを確かめるか、システムの証明書に追加してください。</translation>
    </message>
    <message>
        <source>Check its address: it must speak OpenAI&apos;s API. Or let the model on this computer answer.</source>
        <translation>アドレスを確かめてください。OpenAI の API を話す必要があります。または、このコンピューターのモデルに答えさせてください。</translation>
    </message>
    <message>
        <source>Check its name and folder.</source>
        <translation>名前とフォルダーを確認してください。</translation>
    </message>
    <message>
        <source>Check its name and its permissions.</source>
        <translation>名前と権限を確認してください。</translation>
    </message>
    <message>
        <source>Check its permissions and its disk, then try again.</source>
        <translation>その権限とディスクを確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Check its permissions and its encoding.</source>
        <translation>権限と文字コードを確認してください。</translation>
    </message>
    <message>
        <source>Check its permissions and the disk it is on.</source>
        <translation>権限と、入っているディスクを確認してください。</translation>
    </message>
    <message>
        <source>Check its permissions, or choose another folder in the settings.</source>
        <translation>権限を確かめるか、設定で別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>Check its permissions, or choose another folder with SOTTO_MODELS.</source>
        <translation>権限を確認するか、SOTTO_MODELS で別のフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>権限を確認してください。</translation>
    </message>
    <message>
        <source>Check that a sound server is running, then try again.</source>
        <translation>サウンドサーバーが動いているか確認して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Check that it runs and that its address is right, or let the model on this computer answer.</source>
        <translation>動いているか、アドレスが正しいか確かめるか、このコンピューターのモデルに答えさせてください。</translation>
    </message>
    <message>
        <source>Check that it runs and that its address is right.</source>
        <translation>動いているか、アドレスが正しいか確かめてください。</translation>
    </message>
    <message>
        <source>Check the data folder&apos;s permissions.</source>
        <translation>データフォルダーの権限を確認してください。</translation>
    </message>
    <message>
        <source>Check the date of this machine, and the certificates of your network&apos;s proxy.</source>
        <translation>このコンピューターの日付と、ネットワークのプロキシの証明書を確認してください。</translation>
    </message>
    <message>
        <source>Check the disk it is on.</source>
        <translation>入っているディスクを確認してください。</translation>
    </message>
    <message>
        <source>Check the folder in the settings.</source>
        <translation>設定のフォルダーを確かめてください。</translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions, or choose another one with --home.</source>
        <translation>フォルダーの権限を確認するか、--home で別のフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>Check the free space of the disk.</source>
        <translation>ディスクの空き容量を確かめてください。</translation>
    </message>
    <message>
        <source>Check the model&apos;s name and how many tokens it keeps in view, or let the model on this computer answer.</source>
        <translation>モデルの名前と、一度に見渡すトークン数を確かめるか、このコンピューターのモデルに答えさせてください。</translation>
    </message>
    <message>
        <source>Check the name and the folder.</source>
        <translation>名前とフォルダーを確認してください。</translation>
    </message>
    <message>
        <source>Check the network and try again; it continues where it was.</source>
        <translation>ネットワークを確認して、もう一度お試しください。途中から続きます。</translation>
    </message>
    <message>
        <source>Check the network and try again; nothing is lost.</source>
        <translation>ネットワークを確認して、もう一度お試しください。失われたものはありません。</translation>
    </message>
    <message>
        <source>Check the path and try again.</source>
        <translation>場所を確認して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Check the permissions and the free space of the data folder, then start Sotto again: it goes on from there.</source>
        <translation>データフォルダーの権限と空き容量を確認してから、Sotto をもう一度起動してください。続きから進みます。</translation>
    </message>
    <message>
        <source>Check the permissions and the free space of the data folder, then try again.</source>
        <translation>データフォルダーの権限と空き容量を確認して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Check the permissions and the free space of the disk, then try again.</source>
        <translation>権限とディスクの空き容量を確認して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Check the permissions and the free space of the disk.</source>
        <translation>権限とディスクの空き容量を確認してください。</translation>
    </message>
    <message>
        <source>Check the permissions and the free space of the new folder, then try again.</source>
        <translation>移動先のアクセス権と空き容量を確認して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Check the permissions of the data folder and the disk.</source>
        <translation>データフォルダーの権限とディスクを確認してください。</translation>
    </message>
    <message>
        <source>Check the permissions of the data folder; the next start of Sotto goes on with it.</source>
        <translation>データフォルダーのアクセス権を確認してください。Sotto の次回起動時に続きを行います。</translation>
    </message>
    <message>
        <source>Check the permissions of the folder “backups” in the data folder, or delete them there.</source>
        <translation>データフォルダー内の backups フォルダーの権限を確認するか、そこで削除してください。</translation>
    </message>
    <message>
        <source>Check the permissions of your autostart folder, or add Sotto in the desktop&apos;s own settings.</source>
        <translation>自動起動フォルダーの権限を確認するか、デスクトップの設定で Sotto を追加してください。</translation>
    </message>
    <message>
        <source>Check the proxy settings and try again.</source>
        <translation>プロキシの設定を確認して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Check whether another program clears the model folder, and try again.</source>
        <translation>ほかのプログラムがモデルのフォルダーを消していないか確認して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Choose a file of the catalog, or a chat model in GGUF form.</source>
        <translation>カタログにあるファイルか、GGUF 形式のチャットモデルを選んでください。</translation>
    </message>
    <message>
        <source>Choose a file that “sotto backup” wrote.</source>
        <translation>「sotto backup」で作ったファイルを選んでください。</translation>
    </message>
    <message>
        <source>Choose a later end.</source>
        <translation>終わりをもっと後にしてください。</translation>
    </message>
    <message>
        <source>Choose a longer one, such as five or six words.</source>
        <translation>五つか六つの単語など、もっと長いものを選んでください。</translation>
    </message>
    <message>
        <source>Choose a microphone first.</source>
        <translation>先にマイクを選んでください。</translation>
    </message>
    <message>
        <source>Choose a smaller context or a smaller model in the settings.</source>
        <translation>設定で、コンテキストを小さくするか、小さなモデルを選んでください。</translation>
    </message>
    <message>
        <source>Choose an audio file such as WAV, MP3, FLAC, OGG or M4A.</source>
        <translation>WAV、MP3、FLAC、OGG、M4A などの音声ファイルを選んでください。</translation>
    </message>
    <message>
        <source>Choose an empty folder, or the name of a new one.</source>
        <translation>空のフォルダーか、新しいフォルダー名を選んでください。</translation>
    </message>
    <message>
        <source>Choose another chat model, or write them yourself.</source>
        <translation>別のチャットモデルを選ぶか、自分で書いてください。</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation>別のフォルダーを選ぶか、空き容量を増やしてください。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>Choose another one on the models screen.</source>
        <translation>モデルの画面で別のものを選んでください。</translation>
    </message>
    <message>
        <source>Choose another one with --home.</source>
        <translation>--home で別のフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>別のファイルを使ってください。</translation>
    </message>
    <message>
        <source>Choose another package index with SOTTO_PACKAGE_INDEX, or another model.</source>
        <translation>SOTTO_PACKAGE_INDEX で別のパッケージインデックスを指定するか、別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>Choose another package index, or another model.</source>
        <translation>別のパッケージインデックスか、別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>Choose another place, or free some space.</source>
        <translation>別の場所を選ぶか、空き容量を増やしてください。</translation>
    </message>
    <message>
        <source>Choose another source or another model.</source>
        <translation>別の取得元か、別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>Choose another time of the series.</source>
        <translation>繰り返しの別の回を選んでください。</translation>
    </message>
    <message>
        <source>Choose another voice.</source>
        <translation>別の声を選んでください。</translation>
    </message>
    <message>
        <source>Choose how often it repeats.</source>
        <translation>繰り返しの頻度を選んでください。</translation>
    </message>
    <message>
        <source>Choose one of {0}.</source>
        <translation>{0} から選んでください。</translation>
    </message>
    <message>
        <source>Choose the audio files in it.</source>
        <translation>中の音声ファイルを選んでください。</translation>
    </message>
    <message>
        <source>Click to talk</source>
        <translation>クリックして話す</translation>
    </message>
    <message>
        <source>Close Sotto and start it again.</source>
        <translation>Sotto を終了して、もう一度起動してください。</translation>
    </message>
    <message>
        <source>Close it, then try again.</source>
        <translation>それを閉じてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Close other programs that use it, then try again.</source>
        <translation>使っているほかのプログラムを閉じて、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Close the program that uses it, or choose another {0} in the settings.</source>
        <translation>使っているプログラムを閉じるか、設定で別の{0}を選んでください。</translation>
    </message>
    <message>
        <source>Colours of the window.</source>
        <translation>ウィンドウの配色です。</translation>
    </message>
    <message>
        <source>Commands in other words</source>
        <translation>ほかの言い方の命令</translation>
    </message>
    <message>
        <source>Commands in other words than Sotto knows are read by the language model, which takes a moment longer.</source>
        <translation>Sotto の知らない言い方の命令を言語モデルが読み取ります。少し時間がかかります。</translation>
    </message>
    <message>
        <source>Compare it with what you wrote down, group by group.</source>
        <translation>書き留めたものと、区切りごとに見比べてください。</translation>
    </message>
    <message>
        <source>Connect it again with the right one.</source>
        <translation>正しいキーでもう一度接続してください。</translation>
    </message>
    <message>
        <source>Connect one first.</source>
        <translation>先に接続してください。</translation>
    </message>
    <message>
        <source>Connect the disk it is on.</source>
        <translation>そのフォルダーのあるディスクを接続してください。</translation>
    </message>
    <message>
        <source>Conversation {0} of the export is broken; it was left out.</source>
        <translation>エクスポートの会話 {0} は壊れているため、取り込みませんでした。</translation>
    </message>
    <message>
        <source>Daily backups</source>
        <translation>毎日のバックアップ</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Delete the series, and add it anew.</source>
        <translation>繰り返しを削除して、新しく追加してください。</translation>
    </message>
    <message>
        <source>Dictation is already running.</source>
        <translation>音声入力がすでに始まっています。</translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation>{0} のことですか？</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>End it before you begin another.</source>
        <translation>それを終えてから、次を始めてください。</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>Enter its passphrase, or the recovery code.</source>
        <translation>パスフレーズか回復コードを入力してください。</translation>
    </message>
    <message>
        <source>Enter the recovery code instead.</source>
        <translation>代わりに回復コードを入力してください。</translation>
    </message>
    <message>
        <source>Enter the recovery code.</source>
        <translation>回復コードを入力してください。</translation>
    </message>
    <message>
        <source>Exam after changes</source>
        <translation>変更後の試験</translation>
    </message>
    <message>
        <source>Export it anew from the other calendar, as .ics.</source>
        <translation>元のカレンダーから .ics として書き出し直してください。</translation>
    </message>
    <message>
        <source>Fetch again: sotto models get {0}</source>
        <translation>もう一度取得してください：sotto models get {0}</translation>
    </message>
    <message>
        <source>Fetch another one with “sotto models get all-minilm-l6-v2-int8”.</source>
        <translation>「sotto models get all-minilm-l6-v2-int8」で別のものを取得してください。</translation>
    </message>
    <message>
        <source>Fetch it again with “sotto models get {0}”; only what is wrong is fetched.</source>
        <translation>「sotto models get {0}」でもう一度取得してください。壊れた部分だけを取得します。</translation>
    </message>
    <message>
        <source>Fetch it first with “sotto models get {0}”.</source>
        <translation>先に「sotto models get {0}」で取得してください。</translation>
    </message>
    <message>
        <source>Fetch it with “sotto models get {0}”, or choose another one in the settings.</source>
        <translation>「sotto models get {0}」で取得するか、設定で別のものを選んでください。</translation>
    </message>
    <message>
        <source>Fetch one on the models page.</source>
        <translation>モデルの画面で取得してください。</translation>
    </message>
    <message>
        <source>Fetch the model again, or choose a smaller one.</source>
        <translation>モデルをもう一度取得するか、小さなものを選んでください。</translation>
    </message>
    <message>
        <source>Fetch the model again, or choose another one.</source>
        <translation>モデルをもう一度取得するか、別のものを選んでください。</translation>
    </message>
    <message>
        <source>Fetch the starter set in the window, or with “sotto models get starter”.</source>
        <translation>このウィンドウか「sotto models get starter」で、スターターセットを取得してください。</translation>
    </message>
    <message>
        <source>Files are attached to this PDF and were not read: “{0}”.</source>
        <translation>この PDF に添付されたファイルは読んでいません：「{0}」。</translation>
    </message>
    <message>
        <source>Folder of your lists and notes, as Markdown files; empty keeps them in the data folder.</source>
        <translation>リストとメモをMarkdownファイルで置くフォルダーです。空欄ならデータフォルダーに置きます。</translation>
    </message>
    <message>
        <source>For research and private use only; commercial use needs the maker&apos;s permission.</source>
        <translation>研究および個人での利用に限られます。商用利用には製作者の許可が必要です。</translation>
    </message>
    <message>
        <source>Forever</source>
        <translation>ずっと</translation>
    </message>
    <message>
        <source>Free below 10 million US dollars of yearly revenue; above that the maker asks for a licence.</source>
        <translation>年間売上 1,000 万米ドル未満は無償です。それを超える場合は製作者のライセンスが必要です。</translation>
    </message>
    <message>
        <source>Free below {0} million US dollars of yearly revenue; above that the maker asks for a licence.</source>
        <translation>年間売上 {0} 百万米ドル未満は無償です。それを超える場合は製作者のライセンスが必要です。</translation>
    </message>
    <message>
        <source>Free some space, or choose another disk.</source>
        <translation>空き容量を増やすか、別のディスクを選んでください。</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder with SOTTO_MODELS.</source>
        <translation>空き容量を増やすか、SOTTO_MODELS で別のフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>空き容量を増やして、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Freedom of words</source>
        <translation>言葉選びの自由さ</translation>
    </message>
    <message>
        <source>GPU layers</source>
        <translation>GPU レイヤー数</translation>
    </message>
    <message>
        <source>Give its program and arguments.</source>
        <translation>プログラムと引数を書いてください。</translation>
    </message>
    <message>
        <source>Give some words.</source>
        <translation>言葉を入れてください。</translation>
    </message>
    <message>
        <source>Go on in the tray</source>
        <translation>トレイで動き続ける</translation>
    </message>
    <message>
        <source>Hands free</source>
        <translation>ハンズフリー</translation>
    </message>
    <message>
        <source>Hands-free, what must be said before Sotto listens; off listens to everything.</source>
        <translation>ハンズフリーのとき、Sotto が聞き始める合図の言葉です。オフならいつも聞きます。</translation>
    </message>
    <message>
        <source>Headphones</source>
        <translation>ヘッドホン</translation>
    </message>
    <message>
        <source>Here must be a text for each argument.</source>
        <translation>ここには引数ごとの文字列を書きます。</translation>
    </message>
    <message>
        <source>Here must be texts in quotes and nothing else.</source>
        <translation>ここには引用符で囲んだ文字列だけを書きます。</translation>
    </message>
    <message>
        <source>Hey Jarvis</source>
        <translation>Hey Jarvis</translation>
    </message>
    <message>
        <source>Hey Mycroft</source>
        <translation>Hey Mycroft</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>ハイコントラスト</translation>
    </message>
    <message>
        <source>Hold to talk</source>
        <translation>押しているあいだ話す</translation>
    </message>
    <message>
        <source>Home Assistant</source>
        <translation>Home Assistant</translation>
    </message>
    <message>
        <source>Home Assistant does not accept the token.</source>
        <translation>Home Assistant がトークンを受け付けません。</translation>
    </message>
    <message>
        <source>Home Assistant does not answer.</source>
        <translation>Home Assistant が応答しません。</translation>
    </message>
    <message>
        <source>How a spoken turn begins.</source>
        <translation>話し始める方法です。</translation>
    </message>
    <message>
        <source>How freely words are chosen; 0 always takes the likeliest.</source>
        <translation>語の選び方の自由度です。0 なら常に最も確からしい語を選びます。</translation>
    </message>
    <message>
        <source>How long chats are kept in which nothing is said any more; then they are forgotten for good. Pinned ones stay.</source>
        <translation>会話が途絶えたチャットを残す期間です。過ぎると完全に忘れます。固定したものは残ります。</translation>
    </message>
    <message>
        <source>How long facts are kept that are no longer true; then they are forgotten for good.</source>
        <translation>もう正しくない事実を残す期間です。過ぎると完全に忘れます。</translation>
    </message>
    <message>
        <source>Install Sotto again.</source>
        <translation>Sotto をもう一度インストールしてください。</translation>
    </message>
    <message>
        <source>Install libportaudio2 (on Debian: apt install libportaudio2).</source>
        <translation>libportaudio2 をインストールしてください（Debian では apt install libportaudio2）。</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>It cannot be undone; change it by hand.</source>
        <translation>元に戻せません。手動で変更してください。</translation>
    </message>
    <message>
        <source>It finds passages of your documents by meaning and needs little memory.</source>
        <translation>わずかなメモリーで、文書の該当箇所を意味から探します。</translation>
    </message>
    <message>
        <source>It goes from {0} to {1}.</source>
        <translation>{0} から {1} までです。</translation>
    </message>
    <message>
        <source>It has changed since, so it was left as it is.</source>
        <translation>その後に変更されているため、そのままにしました。</translation>
    </message>
    <message>
        <source>It has {0} pages.</source>
        <translation>全部で {0} ページです。</translation>
    </message>
    <message>
        <source>It hears whether you have finished speaking, so that answers come without long pauses.</source>
        <translation>話し終わりを聞き分けるので、長く待たずに回答が始まります。</translation>
    </message>
    <message>
        <source>It is being started again; nothing you typed is lost.</source>
        <translation>再起動しています。入力した内容は失われていません。</translation>
    </message>
    <message>
        <source>It is being started again; nothing you typed is lost. Ask again.</source>
        <translation>再起動しています。入力した内容は失われていません。もう一度質問してください。</translation>
    </message>
    <message>
        <source>It may have been removed; add its file again.</source>
        <translation>削除されたのかもしれません。ファイルをもう一度追加してください。</translation>
    </message>
    <message>
        <source>It says which key opens your data. Take it from a backup, or enter the recovery code with “sotto encrypt unlock”.</source>
        <translation>どの鍵でデータを開くかを示すファイルです。バックアップから取り出すか、「sotto encrypt unlock」で回復コードを入力してください。</translation>
    </message>
    <message>
        <source>It speaks English faster than real time without a graphics card.</source>
        <translation>グラフィックカードがなくても、英語をなめらかに読み上げます。</translation>
    </message>
    <message>
        <source>It tells speech from silence.</source>
        <translation>話し声と静けさを区別します。</translation>
    </message>
    <message>
        <source>It turns speech into text quickly on a processor alone.</source>
        <translation>CPU だけで、話し言葉をすばやく文字にします。</translation>
    </message>
    <message>
        <source>It was changed meanwhile; look at it again.</source>
        <translation>その間に変更されました。もう一度確かめてください。</translation>
    </message>
    <message>
        <source>It was cut off: either all of it is done, or nothing.</source>
        <translation>途中で止まりました。すべて完了しているか、何も変わっていないかのどちらかです。</translation>
    </message>
    <message>
        <source>Its default is {0}.</source>
        <translation>既定値は {0} です。</translation>
    </message>
    <message>
        <source>Its name says that it does; open it with the program that made it.</source>
        <translation>名前からはテキストのはずです。作成したプログラムで開いてみてください。</translation>
    </message>
    <message>
        <source>Its only page is a picture in which no words were found.</source>
        <translation>唯一のページが画像で、文字が見つかりませんでした。</translation>
    </message>
    <message>
        <source>Its text can be shown instead.</source>
        <translation>代わりに本文を表示できます。</translation>
    </message>
    <message>
        <source>Its text can still be shown.</source>
        <translation>本文は表示できます。</translation>
    </message>
    <message>
        <source>Keep an answer for it, or let questions be made.</source>
        <translation>答えを試験に入れるか、質問を作らせてください。</translation>
    </message>
    <message>
        <source>Keep chats</source>
        <translation>チャットの保存期間</translation>
    </message>
    <message>
        <source>Keep one that shows where it is from.</source>
        <translation>出典を示す答えを入れてください。</translation>
    </message>
    <message>
        <source>Keep past facts</source>
        <translation>過去の事実の保存期間</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Language of the window.</source>
        <translation>ウィンドウの表示言語です。</translation>
    </message>
    <message>
        <source>Language you speak.</source>
        <translation>話す言語です。</translation>
    </message>
    <message>
        <source>Largest file (MB)</source>
        <translation>ファイルの大きさの上限（MB）</translation>
    </message>
    <message>
        <source>Largest file read, in megabytes.</source>
        <translation>読み込むファイルの大きさの上限（メガバイト）です。</translation>
    </message>
    <message>
        <source>Layers computed by the GPU where there is one; -1 means all.</source>
        <translation>GPU があるとき、GPU で計算する層の数です。-1 はすべてを意味します。</translation>
    </message>
    <message>
        <source>Length of the context</source>
        <translation>コンテキストの長さ</translation>
    </message>
    <message>
        <source>Let a chat server answer</source>
        <translation>チャットサーバーに答えさせる</translation>
    </message>
    <message>
        <source>Let it return what is answered.</source>
        <translation>答えを返すようにしてください。</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Local server</source>
        <translation>ローカルサーバー</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>回答の長さの上限</translation>
    </message>
    <message>
        <source>Longest answer, in tokens.</source>
        <translation>回答の長さの上限（トークン）です。</translation>
    </message>
    <message>
        <source>Longest spoken answer</source>
        <translation>話す回答の長さの上限</translation>
    </message>
    <message>
        <source>Longest spoken answer, in tokens.</source>
        <translation>声での回答の長さの上限（トークン）です。</translation>
    </message>
    <message>
        <source>Look at it, and allow it again.</source>
        <translation>確かめて、もう一度許可してください。</translation>
    </message>
    <message>
        <source>Look at the list of its questions.</source>
        <translation>質問の一覧を見てください。</translation>
    </message>
    <message>
        <source>Look at the list of its tools.</source>
        <translation>ツールの一覧を見てください。</translation>
    </message>
    <message>
        <source>Look at the list of tool servers.</source>
        <translation>一覧を見てください。</translation>
    </message>
    <message>
        <source>Look at the list of your own skills.</source>
        <translation>自作のスキルの一覧を見てください。</translation>
    </message>
    <message>
        <source>Look at your data, then try again.</source>
        <translation>データを確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Look for a complete copy of it.</source>
        <translation>完全なコピーを探してください。</translation>
    </message>
    <message>
        <source>Look for a copy without protection.</source>
        <translation>保護のないものを探してください。</translation>
    </message>
    <message>
        <source>Look for the one of this data.</source>
        <translation>このデータの回復コードを探してください。</translation>
    </message>
    <message>
        <source>Look into documents</source>
        <translation>文書を調べる</translation>
    </message>
    <message>
        <source>Make a long-lived access token in your profile there, and connect again.</source>
        <translation>プロフィールで長期アクセストークンを作り、もう一度接続してください。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>記憶</translation>
    </message>
    <message>
        <source>Mend it or move it away to start from defaults ({0}).</source>
        <translation>直すか、移動して既定値から始めてください（{0}）。</translation>
    </message>
    <message>
        <source>Mend it, or move it away to begin a new one.</source>
        <translation>直すか、移動して新しく始めてください。</translation>
    </message>
    <message>
        <source>Mend routines.toml in the data folder.</source>
        <translation>データフォルダーの routines.toml を直してください。</translation>
    </message>
    <message>
        <source>Mend the line.</source>
        <translation>その行を直してください。</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>マイク</translation>
    </message>
    <message>
        <source>Microphone; empty takes the system&apos;s.</source>
        <translation>使うマイクです。空欄ならシステムの既定を使います。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Model for meaning</source>
        <translation>意味で探すモデル</translation>
    </message>
    <message>
        <source>Model of the chat server; empty takes the first that it names.</source>
        <translation>チャットサーバーのモデルです。空欄ならサーバーが最初に挙げるものを使います。</translation>
    </message>
    <message>
        <source>Model that answers; empty chooses the best one installed.</source>
        <translation>回答するモデルです。空欄なら取得済みの最適なものを使います。</translation>
    </message>
    <message>
        <source>Model that finds by meaning; empty chooses the best one installed.</source>
        <translation>意味で探すモデルです。空欄なら取得済みの最適なものを使います。</translation>
    </message>
    <message>
        <source>Model that hears</source>
        <translation>聞き取りのモデル</translation>
    </message>
    <message>
        <source>Model that hears; empty chooses the best one installed.</source>
        <translation>聞き取るモデルです。空欄なら取得済みの最適なものを使います。</translation>
    </message>
    <message>
        <source>Model that sorts</source>
        <translation>並べ替えのモデル</translation>
    </message>
    <message>
        <source>Model that sorts what was found; empty chooses the best one installed.</source>
        <translation>検索結果を並べ替えるモデル。空欄なら、入っている中で最良のものを使います。</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Most room that these backups may take, in megabytes.</source>
        <translation>自動バックアップが使う容量の上限（メガバイト）です。</translation>
    </message>
    <message>
        <source>Move it away to start afresh, or put a backup in its place.</source>
        <translation>移動して新しく始めるか、バックアップを置いてください。</translation>
    </message>
    <message>
        <source>Move it out of the data folder, then try again.</source>
        <translation>データフォルダーの外に移してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Name a file for the backup.</source>
        <translation>バックアップのファイル名を指定してください。</translation>
    </message>
    <message>
        <source>Name each one.</source>
        <translation>一つずつ名前を付けてください。</translation>
    </message>
    <message>
        <source>Name the places as the arguments.</source>
        <translation>波括弧の中は引数の名前にしてください。</translation>
    </message>
    <message>
        <source>Names and rare words</source>
        <translation>名前やまれな言葉</translation>
    </message>
    <message>
        <source>Names and words that you say and that are often misheard, with commas between them.</source>
        <translation>よく聞き間違えられる名前や言葉です。読点かコンマで区切ってください。</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>使わない</translation>
    </message>
    <message>
        <source>No Home Assistant is connected.</source>
        <translation>Home Assistant は接続されていません。</translation>
    </message>
    <message>
        <source>No chat server is connected.</source>
        <translation>チャットサーバーは接続されていません。</translation>
    </message>
    <message>
        <source>No document, folder or collection is called {0}.</source>
        <translation>{0} という文書、フォルダー、コレクションはありません。</translation>
    </message>
    <message>
        <source>No model that finds by meaning is installed.</source>
        <translation>意味で探すモデルが取得されていません。</translation>
    </message>
    <message>
        <source>No secure connection to {0} could be made.</source>
        <translation>{0} へ安全に接続できませんでした。</translation>
    </message>
    <message>
        <source>No sentence asks for this skill.</source>
        <translation>このスキルを呼ぶ文がありません。</translation>
    </message>
    <message>
        <source>Nobody speaks in 1 recording, or it cannot be heard: “{0}”.</source>
        <translation>録音 1 件には話し声がないか、聞き取れません：「{0}」。</translation>
    </message>
    <message>
        <source>Nobody speaks in this recording, or it cannot be understood.</source>
        <translation>この録音には話し声がないか、聞き取れません。</translation>
    </message>
    <message>
        <source>Nobody speaks in {0} recordings, or they cannot be heard: “{1}”.</source>
        <translation>録音 {0} 件には話し声がないか、聞き取れません：「{1}」。</translation>
    </message>
    <message>
        <source>Not everything could be erased ({0}).</source>
        <translation>すべてを消去できませんでした（{0}）。</translation>
    </message>
    <message>
        <source>Not for commercial use.</source>
        <translation>商用利用はできません。</translation>
    </message>
    <message>
        <source>Notes folder</source>
        <translation>メモのフォルダー</translation>
    </message>
    <message>
        <source>Nothing in the window moves by itself.</source>
        <translation>ウィンドウの中で何もひとりでに動かなくなります。</translation>
    </message>
    <message>
        <source>Nothing in this archive can be read.</source>
        <translation>このアーカイブには読めるものがありません。</translation>
    </message>
    <message>
        <source>Nothing that is said like this is taken for a command.</source>
        <translation>この言い方は命令として受け取られません。</translation>
    </message>
    <message>
        <source>Nothing was recorded yet.</source>
        <translation>まだ何も録音されていません。</translation>
    </message>
    <message>
        <source>Notice facts</source>
        <translation>事実に気づく</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Okay Nabu</source>
        <translation>Okay Nabu</translation>
    </message>
    <message>
        <source>One card of the maker says MIT, another Apache-2.0; both are permissive.</source>
        <translation>製作者の説明は、一方が MIT、他方が Apache-2.0 です。どちらも寛容なライセンスです。</translation>
    </message>
    <message>
        <source>Only answers from your documents can be kept for the exam.</source>
        <translation>試験に入れられるのは文書からの答えだけです。</translation>
    </message>
    <message>
        <source>Only folders can be watched; add files without it.</source>
        <translation>見守れるのはフォルダーだけです。ファイルは見守らずに追加してください。</translation>
    </message>
    <message>
        <source>Only the beginning of a long sheet was read.</source>
        <translation>長いシートは初めの部分だけを読みました。</translation>
    </message>
    <message>
        <source>Only the first {0} characters were read.</source>
        <translation>最初の {0} 文字だけを読みました。</translation>
    </message>
    <message>
        <source>Only the first {0} hours were heard.</source>
        <translation>最初の {0} 時間だけを聞き取りました。</translation>
    </message>
    <message>
        <source>Only the first {0} of {1} pages were read.</source>
        <translation>全 {1} ページのうち、最初の {0} ページだけを読みました。</translation>
    </message>
    <message>
        <source>Only the first {0} pages were read.</source>
        <translation>最初の {0} ページだけを読みました。</translation>
    </message>
    <message>
        <source>Only the first {0} rows are found by their words; all {1} can be counted and summed.</source>
        <translation>言葉で見つかるのは最初の {0} 行だけですが、{1} 行すべてを数えたり合計したりできます。</translation>
    </message>
    <message>
        <source>Only the first {0} rows can be counted.</source>
        <translation>数えられるのは最初の {0} 行だけです。</translation>
    </message>
    <message>
        <source>Open Sotto without --home, or delete it.</source>
        <translation>--home を付けずに Sotto を開くか、そのフォルダーを削除してください。</translation>
    </message>
    <message>
        <source>Open it from the file manager or the menu of programs.</source>
        <translation>ファイルマネージャーかプログラムのメニューから開いてください。</translation>
    </message>
    <message>
        <source>Open it in a PDF viewer and save a fresh copy, then add that.</source>
        <translation>PDF ビューアーで開いて新しく保存し、それを追加してください。</translation>
    </message>
    <message>
        <source>Open it in the program that made it, save it again, and add it once more.</source>
        <translation>作成したプログラムで開いて保存し直し、もう一度追加してください。</translation>
    </message>
    <message>
        <source>OpenDocument file</source>
        <translation>OpenDocument ファイル</translation>
    </message>
    <message>
        <source>Package index</source>
        <translation>パッケージの取得元</translation>
    </message>
    <message>
        <source>Package index that models are fetched from; empty uses pip&apos;s.</source>
        <translation>モデルを取得するパッケージインデックスです。空欄なら pip の設定を使います。</translation>
    </message>
    <message>
        <source>Page {0} of this PDF is damaged.</source>
        <translation>この PDF の {0} ページは破損しています。</translation>
    </message>
    <message>
        <source>Plug in or switch on a {0}, then try again.</source>
        <translation>{0}をつなぐか電源を入れて、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Plug it in again or choose another {0}, then start talking again.</source>
        <translation>つなぎ直すか別の{0}を選んで、もう一度話し始めてください。</translation>
    </message>
    <message>
        <source>Plug it in, or choose another {0} in the settings.</source>
        <translation>つなぐか、設定で別の{0}を選んでください。</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>Port of the local server; 0 takes any free one.</source>
        <translation>ローカルサーバーのポートです。0 なら空いているものを使います。</translation>
    </message>
    <message>
        <source>Put it beside the file and adopt it again, or run “sotto models get {0}”.</source>
        <translation>ファイルと同じ場所に置いて取り込み直すか、「sotto models get {0}」を実行してください。</translation>
    </message>
    <message>
        <source>Put it under a section such as [chat].</source>
        <translation>[chat] などの節の下に置いてください。</translation>
    </message>
    <message>
        <source>Quick question by a key</source>
        <translation>キーでひとこと質問</translation>
    </message>
    <message>
        <source>RTF file</source>
        <translation>RTF ファイル</translation>
    </message>
    <message>
        <source>Raise the limit in the settings, or split the file.</source>
        <translation>設定で上限を上げるか、ファイルを分けてください。</translation>
    </message>
    <message>
        <source>Reading the other scanned pages would take too long.</source>
        <translation>残りのスキャンページの読み取りには時間がかかりすぎます。</translation>
    </message>
    <message>
        <source>Reading this file needs more memory than allowed.</source>
        <translation>このファイルの読み込みには、許可された量を超えるメモリーが必要です。</translation>
    </message>
    <message>
        <source>Reading this file took too long.</source>
        <translation>このファイルの読み込みに時間がかかりすぎました。</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>動きを減らす</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>覚える</translation>
    </message>
    <message>
        <source>Remove it or mend it.</source>
        <translation>削除するか、直してください。</translation>
    </message>
    <message>
        <source>Remove it, or see the settings screen for what there is.</source>
        <translation>削除するか、使えるものを設定画面で確かめてください。</translation>
    </message>
    <message>
        <source>Rename it, then add it again.</source>
        <translation>名前を変えて、もう一度追加してください。</translation>
    </message>
    <message>
        <source>Restart the computer&apos;s sound.</source>
        <translation>コンピューターのサウンドを再起動してください。</translation>
    </message>
    <message>
        <source>Results of formulas are missing from this file ({0}): save it once in a spreadsheet program.</source>
        <translation>数式の計算結果がこのファイルにありません（{0}件）。表計算ソフトで一度保存してください。</translation>
    </message>
    <message>
        <source>Room for backups (MB)</source>
        <translation>バックアップの容量（MB）</translation>
    </message>
    <message>
        <source>Run sotto models get {0}.</source>
        <translation>「sotto models get {0}」を実行してください。</translation>
    </message>
    <message>
        <source>Run “sotto models verify”, then fetch it again.</source>
        <translation>「sotto models verify」を実行してから、もう一度取得してください。</translation>
    </message>
    <message>
        <source>Save a copy without a password, and add that.</source>
        <translation>パスワードなしのコピーを保存し、それを追加してください。</translation>
    </message>
    <message>
        <source>Save it again as PNG or JPEG, and add that.</source>
        <translation>PNG か JPEG で保存し直し、それを追加してください。</translation>
    </message>
    <message>
        <source>Save it again with the program that made it, and add that.</source>
        <translation>作成したプログラムで保存し直し、それを追加してください。</translation>
    </message>
    <message>
        <source>Save it again with the program that made it, or as PDF, and add that.</source>
        <translation>作成したプログラムか PDF で保存し直し、それを追加してください。</translation>
    </message>
    <message>
        <source>Save it as DOCX or PDF, and add that.</source>
        <translation>DOCX または PDF として保存し、それを追加してください。</translation>
    </message>
    <message>
        <source>Save it as DOCX, XLSX, PPTX or PDF, and add that.</source>
        <translation>DOCX、XLSX、PPTX、PDF のいずれかで保存し、それを追加してください。</translation>
    </message>
    <message>
        <source>Save it as PDF or text and add that.</source>
        <translation>PDF かテキストで保存して、それを追加してください。</translation>
    </message>
    <message>
        <source>Save it as PPTX or PDF, and add that.</source>
        <translation>PPTX または PDF として保存し、それを追加してください。</translation>
    </message>
    <message>
        <source>Save it as UTF-8, or choose another one.</source>
        <translation>UTF-8で保存し直すか、別のファイルを使ってください。</translation>
    </message>
    <message>
        <source>Save it as UTF-8.</source>
        <translation>UTF-8 で保存してください。</translation>
    </message>
    <message>
        <source>Save it as an ordinary Word document (DOCX).</source>
        <translation>通常の Word 文書（DOCX）として保存してください。</translation>
    </message>
    <message>
        <source>Save it smaller, and add that.</source>
        <translation>小さくして保存し、それを追加してください。</translation>
    </message>
    <message>
        <source>Say in it what the skill does.</source>
        <translation>スキルが何をするかを書いてください。</translation>
    </message>
    <message>
        <source>Say something first.</source>
        <translation>先に何か話してください。</translation>
    </message>
    <message>
        <source>See the list of models for the ids there are.</source>
        <translation>使える名前はモデルの一覧で確かめてください。</translation>
    </message>
    <message>
        <source>See “sotto docs list” for what is there.</source>
        <translation>何があるかは「sotto docs list」で確かめてください。</translation>
    </message>
    <message>
        <source>See “sotto memory list” for what there is.</source>
        <translation>覚えていることは「sotto memory list」で確かめてください。</translation>
    </message>
    <message>
        <source>Serve other programs</source>
        <translation>ほかのプログラムに使わせる</translation>
    </message>
    <message>
        <source>Set a new one.</source>
        <translation>新しく設定してください。</translation>
    </message>
    <message>
        <source>Set it in the desktop&apos;s sound settings.</source>
        <translation>デスクトップのサウンド設定で変えてください。</translation>
    </message>
    <message>
        <source>Set the wake word to off in the settings.</source>
        <translation>設定でウェイクワードをオフにしてください。</translation>
    </message>
    <message>
        <source>Shorten it, add it as a document, or choose a larger context in the settings.</source>
        <translation>短くするか、文書として追加するか、設定でコンテキストを大きくしてください。</translation>
    </message>
    <message>
        <source>Shorten it, or add the text as a document.</source>
        <translation>短くするか、文書として追加してください。</translation>
    </message>
    <message>
        <source>Shorten it, or choose a larger context in the settings.</source>
        <translation>短くするか、設定でコンテキストを大きくしてください。</translation>
    </message>
    <message>
        <source>Shown to the model</source>
        <translation>モデルに見せる量</translation>
    </message>
    <message>
        <source>Size of the text, in percent.</source>
        <translation>文字の大きさをパーセントで指定します。</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>スキル</translation>
    </message>
    <message>
        <source>So many questions cannot be made at once.</source>
        <translation>その数の質問を一度に作ることはできません。</translation>
    </message>
    <message>
        <source>Something else changes it all the time.</source>
        <translation>ほかのものが絶えず変更しています。</translation>
    </message>
    <message>
        <source>Something went wrong inside Sotto ({0}).</source>
        <translation>Sotto の内部で問題が起きました（{0}）。</translation>
    </message>
    <message>
        <source>Sort once more</source>
        <translation>もう一度並べ替える</translation>
    </message>
    <message>
        <source>Sotto cannot be made to start with the desktop ({0}).</source>
        <translation>ログイン時に Sotto を起動するように設定できません（{0}）。</translation>
    </message>
    <message>
        <source>Sotto cannot be made to start with the desktop from inside Flatpak.</source>
        <translation>Flatpak の中からは、ログイン時に Sotto を起動するように設定できません。</translation>
    </message>
    <message>
        <source>Sotto cannot write to its data folder {0} ({1}).</source>
        <translation>データフォルダー {0} に書き込めません（{1}）。</translation>
    </message>
    <message>
        <source>Sotto cannot write to {0} ({1}).</source>
        <translation>{0} に書き込めません（{1}）。</translation>
    </message>
    <message>
        <source>Sotto does not know how to use the embedding model {0}.</source>
        <translation>Sotto は意味検索のモデル {0} の使い方を知りません。</translation>
    </message>
    <message>
        <source>Sotto does not know what kind of file this is.</source>
        <translation>どの種類のファイルか分かりません。</translation>
    </message>
    <message>
        <source>Sotto does not read “{0}” files.</source>
        <translation>Sotto は「{0}」ファイルを読めません。</translation>
    </message>
    <message>
        <source>Sotto has no permission to read this file.</source>
        <translation>このファイルを読む権限がありません。</translation>
    </message>
    <message>
        <source>Sotto has no permission to read this folder.</source>
        <translation>このフォルダーを読む権限がありません。</translation>
    </message>
    <message>
        <source>Sotto has no permission to read this {0}.</source>
        <translation>この{0}を読む権限がありません。</translation>
    </message>
    <message>
        <source>Sotto imports ChatGPT&apos;s export, Open WebUI&apos;s, its own, and Markdown.</source>
        <translation>ChatGPT、Open WebUI、Sotto 自身のエクスポートと Markdown を取り込めます。</translation>
    </message>
    <message>
        <source>Sotto is closing.</source>
        <translation>Sotto を終了しています。</translation>
    </message>
    <message>
        <source>Sotto is putting your data in place.</source>
        <translation>データを配置しています。</translation>
    </message>
    <message>
        <source>Sotto left it untouched.</source>
        <translation>Sotto は手を加えていません。</translation>
    </message>
    <message>
        <source>Sotto left it untouched. If your data was encrypted, enter the recovery code with “sotto encrypt unlock”.</source>
        <translation>データベースには手を加えていません。データを暗号化していた場合は、「sotto encrypt unlock」で回復コードを入力してください。</translation>
    </message>
    <message>
        <source>Sotto left it untouched. Move it away to start afresh, or put a backup in its place.</source>
        <translation>Sotto は手を加えていません。移動して新しく始めるか、バックアップを置いてください。</translation>
    </message>
    <message>
        <source>Sotto left it untouched. Put the newest backup in its place: sotto restore {0}</source>
        <translation>Sotto は手を加えていません。最新のバックアップを置いてください：sotto restore {0}</translation>
    </message>
    <message>
        <source>Sotto speaks with services of your own network alone.</source>
        <translation>Sotto が話すのは自分のネットワークのサービスだけです。</translation>
    </message>
    <message>
        <source>Sotto takes the best one installed.</source>
        <translation>Sotto は取得済みの最適なものを使います。</translation>
    </message>
    <message>
        <source>Sotto was started without the network.</source>
        <translation>Sotto はネットワークなしで起動されました。</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>スピーカー</translation>
    </message>
    <message>
        <source>Speaker; empty takes the system&apos;s.</source>
        <translation>使うスピーカーです。空欄ならシステムの既定を使います。</translation>
    </message>
    <message>
        <source>Speakers</source>
        <translation>スピーカー</translation>
    </message>
    <message>
        <source>Speakers or headphones</source>
        <translation>スピーカーかヘッドホンか</translation>
    </message>
    <message>
        <source>Speed of the voice</source>
        <translation>声の速さ</translation>
    </message>
    <message>
        <source>Speed of the voice.</source>
        <translation>読み上げの速さです。</translation>
    </message>
    <message>
        <source>Split it into smaller files, or save it again as PDF.</source>
        <translation>小さなファイルに分けるか、PDF で保存し直してください。</translation>
    </message>
    <message>
        <source>Split it into smaller files.</source>
        <translation>小さなファイルに分けてください。</translation>
    </message>
    <message>
        <source>Split it into smaller ones.</source>
        <translation>小さく分けてください。</translation>
    </message>
    <message>
        <source>Spoken questions too</source>
        <translation>話した質問も</translation>
    </message>
    <message>
        <source>Start Sotto in the tray when you log in (on Linux desktops).</source>
        <translation>ログイン時に Sotto をトレイで起動します（Linux デスクトップ）。</translation>
    </message>
    <message>
        <source>Start a new one.</source>
        <translation>新しく始めてください。</translation>
    </message>
    <message>
        <source>Start it again at any time; it continues where it was.</source>
        <translation>いつでも再開できます。途中から続きます。</translation>
    </message>
    <message>
        <source>Start it again.</source>
        <translation>もう一度起動してください。</translation>
    </message>
    <message>
        <source>Start it without --offline.</source>
        <translation>--offline を付けずに起動してください。</translation>
    </message>
    <message>
        <source>Start one there, or write the model&apos;s name.</source>
        <translation>サーバーでモデルを起動するか、モデルの名前を書いてください。</translation>
    </message>
    <message>
        <source>Start talking again.</source>
        <translation>もう一度話し始めてください。</translation>
    </message>
    <message>
        <source>Start when you log in</source>
        <translation>ログイン時に起動</translation>
    </message>
    <message>
        <source>Stop it and ask again.</source>
        <translation>停止して、もう一度質問してください。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>停止しました。</translation>
    </message>
    <message>
        <source>Switch it by hand.</source>
        <translation>手で切り替えてください。</translation>
    </message>
    <message>
        <source>System</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Take it out of the folder.</source>
        <translation>フォルダーから取り除いてください。</translation>
    </message>
    <message>
        <source>Take out the rest.</source>
        <translation>それ以外は消してください。</translation>
    </message>
    <message>
        <source>Take the link away, then try again.</source>
        <translation>リンクを外してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Text size (%)</source>
        <translation>文字の大きさ（%）</translation>
    </message>
    <message>
        <source>The answer does not go on.</source>
        <translation>回答が先へ進みません。</translation>
    </message>
    <message>
        <source>The answer ended without a result.</source>
        <translation>回答は結果のないまま終わりました。</translation>
    </message>
    <message>
        <source>The archive {0} holds no chats: neither conversations.json nor Markdown.</source>
        <translation>アーカイブ {0} にはチャットがありません（conversations.json も Markdown もありません）。</translation>
    </message>
    <message>
        <source>The archive {0} is damaged.</source>
        <translation>アーカイブ {0} は破損しています。</translation>
    </message>
    <message>
        <source>The archive {0} is damaged; what came before the damage was read.</source>
        <translation>アーカイブ {0} は破損しています。破損部分より前は読み込みました。</translation>
    </message>
    <message>
        <source>The argument “{0}” has no type that can be read from a sentence.</source>
        <translation>引数「{0}」に、文から読み取れる型がありません。</translation>
    </message>
    <message>
        <source>The backup cannot be unpacked ({0}).</source>
        <translation>バックアップを展開できません（{0}）。</translation>
    </message>
    <message>
        <source>The backup could not be put in place; everything is as it was.</source>
        <translation>バックアップを復元できませんでした。すべて元のままです。</translation>
    </message>
    <message>
        <source>The backup lies among the files that it would replace.</source>
        <translation>このバックアップは、置き換えられるファイルと同じ場所にあります。</translation>
    </message>
    <message>
        <source>The backup was given up.</source>
        <translation>バックアップを中止しました。</translation>
    </message>
    <message>
        <source>The backup {0} cannot be read ({1}).</source>
        <translation>バックアップ {0} を読めません（{1}）。</translation>
    </message>
    <message>
        <source>The backup {0} cannot be written ({1}).</source>
        <translation>バックアップ {0} を書き込めません（{1}）。</translation>
    </message>
    <message>
        <source>The backup {0} is damaged; nothing was changed.</source>
        <translation>バックアップ {0} は破損しています。何も変更していません。</translation>
    </message>
    <message>
        <source>The backup {0} was written by a newer version of Sotto.</source>
        <translation>バックアップ {0} は新しいバージョンの Sotto で作られています。</translation>
    </message>
    <message>
        <source>The backups that Sotto made by itself cannot be removed ({0}); they hold what was forgotten.</source>
        <translation>自動バックアップを削除できません（{0}）。忘れたはずの内容が残っています。</translation>
    </message>
    <message>
        <source>The built-in model that finds by meaning does not run on this machine.</source>
        <translation>内蔵の意味検索のモデルは、このコンピューターでは動きません。</translation>
    </message>
    <message>
        <source>The calendar file is damaged, so it was left untouched.</source>
        <translation>カレンダーのファイルが壊れているため、そのままにしました。</translation>
    </message>
    <message>
        <source>The certificate of the chat server is not one that this computer trusts.</source>
        <translation>このコンピューターはチャットサーバーの証明書を信頼していません。</translation>
    </message>
    <message>
        <source>The chat server does not accept the key.</source>
        <translation>チャットサーバーがキーを受け付けません。</translation>
    </message>
    <message>
        <source>The chat server does not answer.</source>
        <translation>チャットサーバーが応答しません。</translation>
    </message>
    <message>
        <source>The chat server has fallen silent.</source>
        <translation>チャットサーバーからの応答が途絶えました。</translation>
    </message>
    <message>
        <source>The chat server names no model.</source>
        <translation>チャットサーバーがモデルを一つも挙げません。</translation>
    </message>
    <message>
        <source>The chat server refused to answer (HTTP {0}).</source>
        <translation>チャットサーバーが回答を断りました（HTTP {0}）。</translation>
    </message>
    <message>
        <source>The class has no docstring.</source>
        <translation>クラスに docstring がありません。</translation>
    </message>
    <message>
        <source>The class has no method “run”.</source>
        <translation>クラスに run メソッドがありません。</translation>
    </message>
    <message>
        <source>The computer&apos;s sound does not answer.</source>
        <translation>コンピューターのサウンドが応答しません。</translation>
    </message>
    <message>
        <source>The computer&apos;s sound does not start.</source>
        <translation>コンピューターのサウンドが起動しません。</translation>
    </message>
    <message>
        <source>The connection to {0} kept breaking.</source>
        <translation>{0} との接続が何度も切れました。</translation>
    </message>
    <message>
        <source>The connection with the chat server broke off.</source>
        <translation>チャットサーバーとの接続が切れました。</translation>
    </message>
    <message>
        <source>The data folder cannot be copied ({0}); everything is as it was.</source>
        <translation>データフォルダーをコピーできません（{0}）。すべて元のままです。</translation>
    </message>
    <message>
        <source>The data folder cannot be moved into itself.</source>
        <translation>データフォルダーをそれ自身の中に移動することはできません。</translation>
    </message>
    <message>
        <source>The data folder {0} cannot be used ({1}).</source>
        <translation>データフォルダー {0} を使えません（{1}）。</translation>
    </message>
    <message>
        <source>The database is locked by another program.</source>
        <translation>データベースがほかのプログラムに使われています。</translation>
    </message>
    <message>
        <source>The database {0} cannot be opened or written.</source>
        <translation>データベース {0} を開けないか、書き込めません。</translation>
    </message>
    <message>
        <source>The database {0} is damaged.</source>
        <translation>データベース {0} は破損しています。</translation>
    </message>
    <message>
        <source>The database {0} was written by a newer version of Sotto.</source>
        <translation>データベース {0} は新しいバージョンの Sotto で書かれています。</translation>
    </message>
    <message>
        <source>The disk is full, so the file was left as it was.</source>
        <translation>ディスクに空きがないため、ファイルはそのままです。</translation>
    </message>
    <message>
        <source>The disk is full; nothing that was saved is lost.</source>
        <translation>ディスクがいっぱいです。保存済みのものは失われていません。</translation>
    </message>
    <message>
        <source>The disk of {0} has no room for {1} GB.</source>
        <translation>{0} のディスクには {1} GB の空きがありません。</translation>
    </message>
    <message>
        <source>The disk of {0} is full.</source>
        <translation>{0} のディスクがいっぱいです。</translation>
    </message>
    <message>
        <source>The document has changed since this answer.</source>
        <translation>この答えの後で文書が変わりました。</translation>
    </message>
    <message>
        <source>The download was stopped.</source>
        <translation>ダウンロードを停止しました。</translation>
    </message>
    <message>
        <source>The draft was thrown away.</source>
        <translation>下書きの回答は破棄されました。</translation>
    </message>
    <message>
        <source>The engine does not start.</source>
        <translation>エンジンが起動しません。</translation>
    </message>
    <message>
        <source>The engine stopped while it was fetching.</source>
        <translation>ダウンロード中にエンジンが停止しました。</translation>
    </message>
    <message>
        <source>The engine stopped while it was working.</source>
        <translation>エンジンが処理の途中で停止しました。</translation>
    </message>
    <message>
        <source>The event ends before it begins.</source>
        <translation>終わりが始まりより前になっています。</translation>
    </message>
    <message>
        <source>The exam is busy already.</source>
        <translation>試験はすでに実行中です。</translation>
    </message>
    <message>
        <source>The file belongs to {0} and was taken in, but {1} is missing.</source>
        <translation>ファイルは {0} のもので、取り込みましたが、{1} がありません。</translation>
    </message>
    <message>
        <source>The file cannot be read or written, so it was left as it was.</source>
        <translation>ファイルを読み書きできないため、そのままにしました。</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>ファイルを読めません。</translation>
    </message>
    <message>
        <source>The file has no name for a skill.</source>
        <translation>スキルの名前にできないファイル名です。</translation>
    </message>
    <message>
        <source>The file is not text in UTF-8, so it was left untouched.</source>
        <translation>ファイルがUTF-8のテキストではないため、そのままにしました。</translation>
    </message>
    <message>
        <source>The file is not text in UTF-8.</source>
        <translation>UTF-8 のテキストではありません。</translation>
    </message>
    <message>
        <source>The file is too big for a note or a calendar.</source>
        <translation>ファイルがメモやカレンダーには大きすぎます。</translation>
    </message>
    <message>
        <source>The file of this document is no longer where it was.</source>
        <translation>この文書のファイルは、もとの場所にありません。</translation>
    </message>
    <message>
        <source>The file of your routines is broken.</source>
        <translation>ルーティンのファイルが壊れています。</translation>
    </message>
    <message>
        <source>The file or its folder cannot be written, so it was left as it was.</source>
        <translation>ファイルかフォルダーに書き込めないため、そのままにしました。</translation>
    </message>
    <message>
        <source>The file was removed while it was being added.</source>
        <translation>追加している間にファイルが削除されました。</translation>
    </message>
    <message>
        <source>The file {0} cannot be read ({1}).</source>
        <translation>ファイル {0} を読めません（{1}）。</translation>
    </message>
    <message>
        <source>The file {0} cannot be read.</source>
        <translation>ファイル {0} を読み取れません。</translation>
    </message>
    <message>
        <source>The file {0} cannot be written ({1}).</source>
        <translation>ファイル {0} に書き込めません（{1}）。</translation>
    </message>
    <message>
        <source>The file {0} is larger than half a gigabyte; it was left out.</source>
        <translation>ファイル {0} は 0.5 GB を超えるため、取り込みませんでした。</translation>
    </message>
    <message>
        <source>The file {0} is no backup of Sotto, or it is damaged.</source>
        <translation>{0} は Sotto のバックアップではないか、破損しています。</translation>
    </message>
    <message>
        <source>The file {0} is no export of chats that Sotto knows.</source>
        <translation>ファイル {0} は Sotto の知っている形式のチャットではありません。</translation>
    </message>
    <message>
        <source>The file {0} is no model Sotto knows.</source>
        <translation>ファイル {0} は Sotto の知らないモデルです。</translation>
    </message>
    <message>
        <source>The file {0} is no valid JSON{1}; it may have been cut off.</source>
        <translation>ファイル {0} は正しい JSON ではありません{1}。途中で切れている可能性があります。</translation>
    </message>
    <message>
        <source>The file {0} is not a GGUF model.</source>
        <translation>ファイル {0} は GGUF モデルではありません。</translation>
    </message>
    <message>
        <source>The file {0} is not there.</source>
        <translation>ファイル {0} がありません。</translation>
    </message>
    <message>
        <source>The file {0} names nobody who speaks, as a heading “You” or “Assistant” would; it was left out.</source>
        <translation>ファイル {0} には「You」や「Assistant」のような話者の見出しがないため、取り込みませんでした。</translation>
    </message>
    <message>
        <source>The file {0} of {1} arrived with other bytes than expected, and was thrown away.</source>
        <translation>{1} のファイル {0} は内容が期待と異なっていたため、破棄しました。</translation>
    </message>
    <message>
        <source>The files of {0} were changed right after they arrived.</source>
        <translation>{0} のファイルが、届いた直後に変更されました。</translation>
    </message>
    <message>
        <source>The folder {0} is a link, behind which the backup would overwrite files.</source>
        <translation>フォルダー {0} はリンクで、リンク先のファイルがバックアップで上書きされてしまいます。</translation>
    </message>
    <message>
        <source>The folder {0} is not empty.</source>
        <translation>フォルダー{0}は空ではありません。</translation>
    </message>
    <message>
        <source>The folder {0}, from which your data was moved before, cannot be emptied.</source>
        <translation>以前データを移動した元のフォルダー {0} を空にできません。</translation>
    </message>
    <message>
        <source>The form in this PDF is damaged: what is filled in was read by itself and stands behind the words of its page.</source>
        <translation>このPDFのフォームは破損しています。記入された内容は別に読み取り、そのページの本文の後に置きました。</translation>
    </message>
    <message>
        <source>The key of the local server cannot be kept ({0}).</source>
        <translation>ローカルサーバーの鍵を保存できません（{0}）。</translation>
    </message>
    <message>
        <source>The keyring of this computer did not keep the key.</source>
        <translation>このコンピューターのキーリングに鍵を保存できませんでした。</translation>
    </message>
    <message>
        <source>The keyring of this computer did not open.</source>
        <translation>このコンピューターのキーリングを開けませんでした。</translation>
    </message>
    <message>
        <source>The licence could not be checked; treat it as not for commercial use.</source>
        <translation>ライセンスを確認できませんでした。商用利用不可として扱ってください。</translation>
    </message>
    <message>
        <source>The licence is quoted from memory and was not looked up; read the model&apos;s page before relying on it.</source>
        <translation>ライセンスは記憶によるもので、照合していません。頼る前にモデルのページを読んでください。</translation>
    </message>
    <message>
        <source>The maker&apos;s own terms apply, with a list of forbidden uses; they are not an open-source licence.</source>
        <translation>製作者独自の条件が適用され、禁止された用途があります。オープンソースのライセンスではありません。</translation>
    </message>
    <message>
        <source>The microphone and the speaker were closed.</source>
        <translation>マイクとスピーカーは閉じられました。</translation>
    </message>
    <message>
        <source>The microphone is not open.</source>
        <translation>マイクが開いていません。</translation>
    </message>
    <message>
        <source>The model could not read the text.</source>
        <translation>モデルが文章を読み込めませんでした。</translation>
    </message>
    <message>
        <source>The model failed while computing.</source>
        <translation>モデルが計算の途中で失敗しました。</translation>
    </message>
    <message>
        <source>The model file {0} cannot be loaded; it is damaged, of an unknown kind, or too big for the memory.</source>
        <translation>モデルファイル {0} を読み込めません。破損しているか、未知の形式か、メモリーに入りきりません。</translation>
    </message>
    <message>
        <source>The model file {0} cannot be read.</source>
        <translation>モデルファイル {0} を読めません。</translation>
    </message>
    <message>
        <source>The model file {0} is missing or damaged.</source>
        <translation>モデルファイル {0} がないか、破損しています。</translation>
    </message>
    <message>
        <source>The model file {0} is missing.</source>
        <translation>モデルファイル {0} がありません。</translation>
    </message>
    <message>
        <source>The model file {0} is no Silero VAD.</source>
        <translation>モデルファイル {0} は Silero VAD ではありません。</translation>
    </message>
    <message>
        <source>The model file {0} is no Smart Turn.</source>
        <translation>モデルファイル {0} は Smart Turn ではありません。</translation>
    </message>
    <message>
        <source>The model file {0} is truncated or damaged.</source>
        <translation>モデルファイル {0} は途中で切れているか、破損しています。</translation>
    </message>
    <message>
        <source>The model file {0} is truncated.</source>
        <translation>モデルファイル {0} は途中で切れています。</translation>
    </message>
    <message>
        <source>The model folder {0} cannot be used ({1}).</source>
        <translation>モデルのフォルダー {0} を使えません（{1}）。</translation>
    </message>
    <message>
        <source>The model for {0} cannot be chosen.</source>
        <translation>{0} のモデルは選べません。</translation>
    </message>
    <message>
        <source>The model {0} is not installed.</source>
        <translation>モデル {0} は取得されていません。</translation>
    </message>
    <message>
        <source>The model {0} is not whole.</source>
        <translation>モデル {0} は不完全です。</translation>
    </message>
    <message>
        <source>The model {0} {1}.</source>
        <translation>モデル {0} は使えません（{1}）。</translation>
    </message>
    <message>
        <source>The model&apos;s chat template cannot be used.</source>
        <translation>モデルのチャットテンプレートを使えません。</translation>
    </message>
    <message>
        <source>The name of this file is not valid text.</source>
        <translation>このファイルの名前は正しい文字ではありません。</translation>
    </message>
    <message>
        <source>The name of this file is not valid text. Rename it, then add it again.</source>
        <translation>このファイルの名前は正しい文字ではありません。名前を変えて、もう一度追加してください。</translation>
    </message>
    <message>
        <source>The package index does not have {0}.</source>
        <translation>パッケージインデックスに {0} がありません。</translation>
    </message>
    <message>
        <source>The package index promises other bytes for {0} than expected.</source>
        <translation>パッケージインデックスにある {0} の内容が、期待と異なります。</translation>
    </message>
    <message>
        <source>The package is Apache-2.0; whether that covers the weights is not spelled out.</source>
        <translation>パッケージは Apache-2.0 ですが、重みにも及ぶかは明記されていません。</translation>
    </message>
    <message>
        <source>The package names no licence for these weights; treat them as not for commercial use.</source>
        <translation>パッケージに重みのライセンスが書かれていません。商用利用不可として扱ってください。</translation>
    </message>
    <message>
        <source>The parts of this file lie too deep in each other.</source>
        <translation>このファイルは、部分が互いに深く入れ子になりすぎています。</translation>
    </message>
    <message>
        <source>The password does not open this {0}.</source>
        <translation>このパスワードではこの{0}を開けません。</translation>
    </message>
    <message>
        <source>The password is then kept in memory until Sotto ends.</source>
        <translation>パスワードは Sotto の終了までメモリーに保持されます。</translation>
    </message>
    <message>
        <source>The password was not kept. {0}</source>
        <translation>パスワードは保存されませんでした。{0}</translation>
    </message>
    <message>
        <source>The picture cannot be stored ({0}).</source>
        <translation>画像を保存できません（{0}）。</translation>
    </message>
    <message>
        <source>The player does not answer.</source>
        <translation>プレーヤーが応答しません。</translation>
    </message>
    <message>
        <source>The port {0} cannot be used ({1}).</source>
        <translation>ポート {0} は使えません（{1}）。</translation>
    </message>
    <message>
        <source>The proxy of your network did not answer.</source>
        <translation>ネットワークのプロキシが応答しませんでした。</translation>
    </message>
    <message>
        <source>The question is empty.</source>
        <translation>質問が空です。</translation>
    </message>
    <message>
        <source>The roles are {0}.</source>
        <translation>役割は {0} です。</translation>
    </message>
    <message>
        <source>The server at {0} answered something that makes no sense.</source>
        <translation>サーバー {0} から意味の通らない応答がありました。</translation>
    </message>
    <message>
        <source>The server at {0} answered with error {1}.</source>
        <translation>サーバー {0} がエラー {1} を返しました。</translation>
    </message>
    <message>
        <source>The server at {0} has a file of another size than expected.</source>
        <translation>サーバー {0} のファイルは、期待と大きさが異なります。</translation>
    </message>
    <message>
        <source>The server at {0} sends more than the file it was asked for.</source>
        <translation>サーバー {0} が、求めたファイルより多くのデータを送ってきました。</translation>
    </message>
    <message>
        <source>The setting {0} cannot be {1}.</source>
        <translation>設定 {0} を {1} にはできません。</translation>
    </message>
    <message>
        <source>The setting {0} must be {1}.</source>
        <translation>設定 {0} は {1} でなければなりません。</translation>
    </message>
    <message>
        <source>The settings file has a stray line: {0}.</source>
        <translation>設定ファイルに余分な行があります：{0}。</translation>
    </message>
    <message>
        <source>The settings file {0} cannot be read.</source>
        <translation>設定ファイル {0} を読めません。</translation>
    </message>
    <message>
        <source>The settings file {0} cannot be written ({1}); it is as it was.</source>
        <translation>設定ファイル {0} に書き込めません（{1}）。内容は元のままです。</translation>
    </message>
    <message>
        <source>The settings file {0} is not valid TOML.</source>
        <translation>設定ファイル {0} は正しい TOML ではありません。</translation>
    </message>
    <message>
        <source>The shape asked for the answer cannot be used.</source>
        <translation>求められた回答の形式は使えません。</translation>
    </message>
    <message>
        <source>The sound devices cannot be read.</source>
        <translation>サウンドデバイスを調べられません。</translation>
    </message>
    <message>
        <source>The sound library PortAudio is missing.</source>
        <translation>サウンドライブラリー PortAudio がありません。</translation>
    </message>
    <message>
        <source>The speech recognition model does not know the language “{0}”.</source>
        <translation>聞き取りのモデルは言語「{0}」を知りません。</translation>
    </message>
    <message>
        <source>The system&apos;s volume cannot be set.</source>
        <translation>システムの音量を変えられません。</translation>
    </message>
    <message>
        <source>The tables of this file cannot be stored.</source>
        <translation>このファイルの表を保存できません。</translation>
    </message>
    <message>
        <source>The token is kept nowhere else. Unlock or set up a keyring, and connect again.</source>
        <translation>トークンはほかの場所には保存されません。キーリングのロックを解除するか用意して、もう一度接続してください。</translation>
    </message>
    <message>
        <source>The tool server did not answer in time.</source>
        <translation>ツールのプログラムが時間内に答えませんでした。</translation>
    </message>
    <message>
        <source>The tool server did not start, or does not speak the Model Context Protocol.</source>
        <translation>ツールのプログラムが起動しないか、Model Context Protocol を話しません。</translation>
    </message>
    <message>
        <source>The voice was fine-tuned from one (lessac) whose recordings are licensed for research only; its own recordings are under CC-BY-3.0.</source>
        <translation>この声は、研究目的に限って録音が許諾された声（lessac）をもとに調整されています。この声自体の録音は CC-BY-3.0 です。</translation>
    </message>
    <message>
        <source>The voice was fine-tuned from one (lessac) whose recordings are licensed for research only; its own recordings are under CC-BY-SA-4.0.</source>
        <translation>この声は、研究目的に限って録音が許諾された声（lessac）をもとに調整されています。この声自体の録音は CC-BY-SA-4.0 です。</translation>
    </message>
    <message>
        <source>The voice was fine-tuned from one (lessac) whose recordings are licensed for research only; its own recordings are under CC0.</source>
        <translation>この声は、研究目的に限って録音が許諾された声（lessac）をもとに調整されています。この声自体の録音は CC0 です。</translation>
    </message>
    <message>
        <source>The {0} {1} cannot be opened.</source>
        <translation>{0}「{1}」を開けません。</translation>
    </message>
    <message>
        <source>The {0} {1} stopped.</source>
        <translation>{0}「{1}」が停止しました。</translation>
    </message>
    <message>
        <source>The {0}, {1}, is damaged: a file is missing, cut or changed.</source>
        <translation>{0}（{1}）が破損しています。ファイルがないか、切れているか、変更されています。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>There are no events in this file.</source>
        <translation>このファイルに予定はありません。</translation>
    </message>
    <message>
        <source>There are no words in this picture that can be read.</source>
        <translation>この画像には読み取れる文字がありません。</translation>
    </message>
    <message>
        <source>There is a mistake in this recovery code.</source>
        <translation>この回復コードには誤りがあります。</translation>
    </message>
    <message>
        <source>There is a tool server of this name already.</source>
        <translation>この名前のものはすでにあります。</translation>
    </message>
    <message>
        <source>There is no command that starts the tool server.</source>
        <translation>プログラムを起動するコマンドがありません。</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>{0} というファイルはありません。</translation>
    </message>
    <message>
        <source>There is no model called {0}.</source>
        <translation>{0} というモデルはありません。</translation>
    </message>
    <message>
        <source>There is no place to fetch {0} from.</source>
        <translation>{0} の取得元がありません。</translation>
    </message>
    <message>
        <source>There is no role called {0}.</source>
        <translation>{0} という役割はありません。</translation>
    </message>
    <message>
        <source>There is no setting called {0}.</source>
        <translation>{0} という設定はありません。</translation>
    </message>
    <message>
        <source>There is no skill of this name.</source>
        <translation>この名前のスキルはありません。</translation>
    </message>
    <message>
        <source>There is no sound in this file.</source>
        <translation>このファイルには音声がありません。</translation>
    </message>
    <message>
        <source>There is no such document in the library.</source>
        <translation>その文書はライブラリーにありません。</translation>
    </message>
    <message>
        <source>There is no such fact in the memory.</source>
        <translation>その事実はありません。</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>そのファイルはありません。</translation>
    </message>
    <message>
        <source>There is no such repetition.</source>
        <translation>そのような繰り返しはありません。</translation>
    </message>
    <message>
        <source>There is no text in this PDF.</source>
        <translation>この PDF には文字情報がありません。</translation>
    </message>
    <message>
        <source>There is no text in this file.</source>
        <translation>このファイルには文字がありません。</translation>
    </message>
    <message>
        <source>There is no tool server of this name.</source>
        <translation>この名前のものはありません。</translation>
    </message>
    <message>
        <source>There is no {0} called {1}.</source>
        <translation>{1} という{0}はありません。</translation>
    </message>
    <message>
        <source>There is no {0} on this machine yet.</source>
        <translation>このコンピューターには、まだ{0}がありません。</translation>
    </message>
    <message>
        <source>There is no {0}.</source>
        <translation>{0}がありません。</translation>
    </message>
    <message>
        <source>There is not enough memory for a context of {0} tokens.</source>
        <translation>{0} トークンのコンテキストを使うには、メモリーが足りません。</translation>
    </message>
    <message>
        <source>There is not enough room for a second copy of your data, which is made first.</source>
        <translation>先に作るデータの写しのための空き容量が足りません。</translation>
    </message>
    <message>
        <source>There is not enough room for your data there.</source>
        <translation>そこにはデータを置くための空き容量がありません。</translation>
    </message>
    <message>
        <source>There is nothing in your calendar yet.</source>
        <translation>カレンダーにはまだ何もありません。</translation>
    </message>
    <message>
        <source>There is nothing in your documents to ask about yet.</source>
        <translation>質問にできることが文書にまだありません。</translation>
    </message>
    <message>
        <source>There is nothing to remember.</source>
        <translation>覚える内容がありません。</translation>
    </message>
    <message>
        <source>There is nothing to remove.</source>
        <translation>削除するものはありません。</translation>
    </message>
    <message>
        <source>There is nothing to say.</source>
        <translation>話す内容がありません。</translation>
    </message>
    <message>
        <source>This PDF has no page {0}.</source>
        <translation>この PDF に {0} ページはありません。</translation>
    </message>
    <message>
        <source>This PDF has no pages.</source>
        <translation>この PDF にはページがありません。</translation>
    </message>
    <message>
        <source>This PDF is damaged.</source>
        <translation>この PDF は破損しています。</translation>
    </message>
    <message>
        <source>This Word document is in the Strict Open XML form, which Sotto does not read.</source>
        <translation>この Word 文書は Strict Open XML 形式で、Sotto では読めません。</translation>
    </message>
    <message>
        <source>This Word document is older than Word 97.</source>
        <translation>この Word 文書は Word 97 より古い形式です。</translation>
    </message>
    <message>
        <source>This action is no longer known.</source>
        <translation>この操作はもう分かりません。</translation>
    </message>
    <message>
        <source>This address is not on the local network.</source>
        <translation>このアドレスは家の中のネットワークにありません。</translation>
    </message>
    <message>
        <source>This answer is gone.</source>
        <translation>この答えはもうありません。</translation>
    </message>
    <message>
        <source>This answer shows no place in your documents.</source>
        <translation>この答えは文書の箇所を示していません。</translation>
    </message>
    <message>
        <source>This archive is damaged.</source>
        <translation>このアーカイブは破損しています。</translation>
    </message>
    <message>
        <source>This book is protected against copying.</source>
        <translation>この電子書籍はコピー防止で保護されています。</translation>
    </message>
    <message>
        <source>This cannot be read ({0}).</source>
        <translation>読み込めません（{0}）。</translation>
    </message>
    <message>
        <source>This cannot be undone any more.</source>
        <translation>もう元に戻せません。</translation>
    </message>
    <message>
        <source>This chat server is beyond the local network, and its address begins with http.</source>
        <translation>このチャットサーバーは家の中のネットワークの外にあり、アドレスが http で始まっています。</translation>
    </message>
    <message>
        <source>This computer has no keyring that Sotto can use.</source>
        <translation>このコンピューターには、使えるキーリングがありません。</translation>
    </message>
    <message>
        <source>This conversation does not exist any more.</source>
        <translation>このチャットはもうありません。</translation>
    </message>
    <message>
        <source>This desktop does not let me open that.</source>
        <translation>このデスクトップでは開けません。</translation>
    </message>
    <message>
        <source>This device cannot be switched.</source>
        <translation>この機器は切り替えられません。</translation>
    </message>
    <message>
        <source>This document has no page {0} with text.</source>
        <translation>この文書の {0} ページには文字がありません。</translation>
    </message>
    <message>
        <source>This document has no text.</source>
        <translation>この文書には文字がありません。</translation>
    </message>
    <message>
        <source>This event has no name of its own in the calendar file.</source>
        <translation>この予定にはカレンダーのファイルの中で固有の名前がありません。</translation>
    </message>
    <message>
        <source>This event is no longer in your calendar.</source>
        <translation>この予定はもうカレンダーにありません。</translation>
    </message>
    <message>
        <source>This file cannot be read ({0}).</source>
        <translation>このファイルを読めません（{0}）。</translation>
    </message>
    <message>
        <source>This file cannot be read ({0}). Check the disk it is on.</source>
        <translation>このファイルを読めません（{0}）。入っているディスクを確認してください。</translation>
    </message>
    <message>
        <source>This file does not hold text.</source>
        <translation>このファイルの中身はテキストではありません。</translation>
    </message>
    <message>
        <source>This file has no page {0}.</source>
        <translation>このファイルに {0} ページはありません。</translation>
    </message>
    <message>
        <source>This file has {0} MB; Sotto reads files up to {1} MB.</source>
        <translation>このファイルは {0} MB です。Sotto が読むのは {1} MB までです。</translation>
    </message>
    <message>
        <source>This file is damaged or unusual; its reader gave up ({0}).</source>
        <translation>このファイルは破損しているか特殊なため、読み込みをあきらめました（{0}）。</translation>
    </message>
    <message>
        <source>This file is damaged: reading it stopped the reader.</source>
        <translation>このファイルは破損しています。読み込み中に処理が止まりました。</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>このファイルは空です。</translation>
    </message>
    <message>
        <source>This file is not a calendar, or it is damaged.</source>
        <translation>このファイルはカレンダーではないか、壊れています。</translation>
    </message>
    <message>
        <source>This file unpacks to more than Sotto reads.</source>
        <translation>このファイルは、展開すると Sotto が読める大きさを超えます。</translation>
    </message>
    <message>
        <source>This folder is a copy of a data folder that was not finished.</source>
        <translation>このフォルダーは、完了しなかったデータフォルダーのコピーです。</translation>
    </message>
    <message>
        <source>This is a link to a file that is not there.</source>
        <translation>リンク先のファイルがありません。</translation>
    </message>
    <message>
        <source>This is no address of a chat server.</source>
        <translation>チャットサーバーのアドレスではありません。</translation>
    </message>
    <message>
        <source>This is no address of a service.</source>
        <translation>サービスのアドレスではありません。</translation>
    </message>
    <message>
        <source>This is no file, or it is too big for a skill.</source>
        <translation>ファイルではないか、スキルには大きすぎます。</translation>
    </message>
    <message>
        <source>This is no name for a tool server.</source>
        <translation>この名前は使えません。</translation>
    </message>
    <message>
        <source>This is no picture that Sotto can read.</source>
        <translation>Sotto が読める画像ではありません。</translation>
    </message>
    <message>
        <source>This is not Python.</source>
        <translation>Python として読めません。</translation>
    </message>
    <message>
        <source>This is not an ordinary file.</source>
        <translation>通常のファイルではありません。</translation>
    </message>
    <message>
        <source>This is the recovery code of other data.</source>
        <translation>これは別のデータの回復コードです。</translation>
    </message>
    <message>
        <source>This kind of document has no pages to show as pictures.</source>
        <translation>この種類の文書には、画像として表示するページがありません。</translation>
    </message>
    <message>
        <source>This lies too deep inside other files.</source>
        <translation>ほかのファイルの中に何重にも入っています。</translation>
    </message>
    <message>
        <source>This machine has one core and {0} GB of memory.</source>
        <translation>このコンピューターは 1 コア、メモリー {0} GB です。</translation>
    </message>
    <message>
        <source>This machine has {0} GB of memory, enough for the larger chat model.</source>
        <translation>メモリーが {0} GB あり、大きいほうのモデルを使えます。</translation>
    </message>
    <message>
        <source>This machine has {0} GB of memory; the smallest chat model leaves room for other programs.</source>
        <translation>メモリーは {0} GB です。最も小さいモデルなら、ほかのプログラムにも余裕が残ります。</translation>
    </message>
    <message>
        <source>This machine has {0} cores and {1} GB of memory.</source>
        <translation>このコンピューターは {0} コア、メモリー {1} GB です。</translation>
    </message>
    <message>
        <source>This model cannot write questions.</source>
        <translation>このモデルは質問を作れません。</translation>
    </message>
    <message>
        <source>This part is damaged.</source>
        <translation>この部分は破損しています。</translation>
    </message>
    <message>
        <source>This part is too big.</source>
        <translation>この部分は大きすぎます。</translation>
    </message>
    <message>
        <source>This passphrase does not open your data.</source>
        <translation>このパスフレーズではデータを開けません。</translation>
    </message>
    <message>
        <source>This passphrase is too short.</source>
        <translation>このパスフレーズは短すぎます。</translation>
    </message>
    <message>
        <source>This picture is damaged.</source>
        <translation>この画像は破損しています。</translation>
    </message>
    <message>
        <source>This picture is larger than Sotto reads.</source>
        <translation>この画像は Sotto が読める大きさを超えています。</translation>
    </message>
    <message>
        <source>This presentation is older than PowerPoint 97.</source>
        <translation>このプレゼンテーションは PowerPoint 97 より古い形式です。</translation>
    </message>
    <message>
        <source>This question does not exist any more.</source>
        <translation>この質問はもうありません。</translation>
    </message>
    <message>
        <source>This question is not in your exam.</source>
        <translation>この質問は試験にありません。</translation>
    </message>
    <message>
        <source>This server has no such tool.</source>
        <translation>そのツールはありません。</translation>
    </message>
    <message>
        <source>This skill has changed since it was looked at.</source>
        <translation>このスキルは、見た後に変わりました。</translation>
    </message>
    <message>
        <source>This temporary chat is gone.</source>
        <translation>この一時的なチャットはもうありません。</translation>
    </message>
    <message>
        <source>This time is none of its series&apos; rule.</source>
        <translation>この回は、繰り返しの規則によるものではありません。</translation>
    </message>
    <message>
        <source>This timer is over.</source>
        <translation>このタイマーは終わっています。</translation>
    </message>
    <message>
        <source>This tool has changed since it was allowed.</source>
        <translation>このツールは、許可されてから変わりました。</translation>
    </message>
    <message>
        <source>This version of Sotto cannot run {0}.</source>
        <translation>このバージョンの Sotto では {0} を動かせません。</translation>
    </message>
    <message>
        <source>This voice needs a pronunciation dictionary that Sotto lacks.</source>
        <translation>この声には、Sotto にない発音辞書が必要です。</translation>
    </message>
    <message>
        <source>This {0} is damaged.</source>
        <translation>この{0}は破損しています。</translation>
    </message>
    <message>
        <source>This {0} is encrypted in a way that Sotto does not know.</source>
        <translation>この{0}は、Sotto の知らない方式で暗号化されています。</translation>
    </message>
    <message>
        <source>This {0} is in the format of before 2007.</source>
        <translation>この{0}は 2007 年より前の形式です。</translation>
    </message>
    <message>
        <source>This {0} is protected with a password.</source>
        <translation>この{0}はパスワードで保護されています。</translation>
    </message>
    <message>
        <source>This {0} unpacks to more than Sotto reads.</source>
        <translation>この{0}は、展開すると Sotto が読める大きさを超えます。</translation>
    </message>
    <message>
        <source>Tokens of what you said earlier shown to the model in one question.</source>
        <translation>一つの質問でモデルに見せる、以前に話したことのトークン数です。</translation>
    </message>
    <message>
        <source>Tokens of your documents shown to the model in one question; 0 leaves it to the model&apos;s size and speed.</source>
        <translation>一つの質問でモデルに見せる文書のトークン数です。0 ならモデルの大きさと速さから決めます。</translation>
    </message>
    <message>
        <source>Tokens the chat server&apos;s model keeps in view; 0 asks the server.</source>
        <translation>チャットサーバーのモデルが一度に見渡すトークン数です。0 ならサーバーに尋ねます。</translation>
    </message>
    <message>
        <source>Tokens the model keeps in view; 0 chooses by the machine&apos;s memory.</source>
        <translation>モデルが一度に見渡すトークン数です。0 ならメモリー容量に応じて決めます。</translation>
    </message>
    <message>
        <source>Trained on MS MARCO, a data set published for research.</source>
        <translation>研究用に公開されたデータセット MS MARCO で学習されています。</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>少し待ってからもう一度お試しください。</translation>
    </message>
    <message>
        <source>Try again later or over another connection; if it happens again, choose another model.</source>
        <translation>しばらくしてから、または別の接続で、もう一度お試しください。繰り返す場合は別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>しばらくしてから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Try again later; if it happens again, choose another model.</source>
        <translation>しばらくしてから、もう一度お試しください。繰り返す場合は別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>Try again when that is done.</source>
        <translation>終わってからもう一度試してください。</translation>
    </message>
    <message>
        <source>Try again, or enter the recovery code.</source>
        <translation>もう一度試すか、回復コードを入力してください。</translation>
    </message>
    <message>
        <source>Try again, or remove the server.</source>
        <translation>もう一度試すか、取り除いてください。</translation>
    </message>
    <message>
        <source>Try again. Sotto&apos;s log tells where it happened, without your words.</source>
        <translation>もう一度お試しください。どこで起きたかは Sotto のログにあります。あなたの言葉は入っていません。</translation>
    </message>
    <message>
        <source>Try its command in a terminal.</source>
        <translation>端末でコマンドを試してください。</translation>
    </message>
    <message>
        <source>Type a question.</source>
        <translation>質問を入力してください。</translation>
    </message>
    <message>
        <source>Type a title.</source>
        <translation>題名を入力してください。</translation>
    </message>
    <message>
        <source>Type or say a question.</source>
        <translation>質問を入力するか、話してください。</translation>
    </message>
    <message>
        <source>Unlock it with its password, or add a copy without one.</source>
        <translation>パスワードで開くか、パスワードのないコピーを追加してください。</translation>
    </message>
    <message>
        <source>Unlock it, and try again; or do not keep the password.</source>
        <translation>キーリングのロックを解除してもう一度試すか、パスワードを保存しないでください。</translation>
    </message>
    <message>
        <source>Unlock the keyring and try again, or enter the recovery code.</source>
        <translation>キーリングのロックを解除してもう一度試すか、回復コードを入力してください。</translation>
    </message>
    <message>
        <source>Unpack it, and add it by itself.</source>
        <translation>展開して、そのファイルだけを追加してください。</translation>
    </message>
    <message>
        <source>Unpack it, and add its parts.</source>
        <translation>展開して、中のファイルを追加してください。</translation>
    </message>
    <message>
        <source>Update Sotto, or start with another data folder (--home).</source>
        <translation>Sotto を更新するか、別のデータフォルダー（--home）で始めてください。</translation>
    </message>
    <message>
        <source>Update Sotto, then try again.</source>
        <translation>Sotto を更新して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Use a PNG or JPEG file.</source>
        <translation>PNGまたはJPEGのファイルを使ってください。</translation>
    </message>
    <message>
        <source>Use a passphrase instead; nothing was changed.</source>
        <translation>代わりにパスフレーズを使ってください。何も変更されていません。</translation>
    </message>
    <message>
        <source>Use a simpler JSON schema.</source>
        <translation>もっと簡単な JSON スキーマを使ってください。</translation>
    </message>
    <message>
        <source>Use an address that begins with https, so that nobody on the way can read what you write.</source>
        <translation>途中で誰にも読まれないよう、https で始まるアドレスを使ってください。</translation>
    </message>
    <message>
        <source>Use another backup.</source>
        <translation>別のバックアップを使ってください。</translation>
    </message>
    <message>
        <source>Use another name, or remove it first.</source>
        <translation>別の名前にするか、先に取り除いてください。</translation>
    </message>
    <message>
        <source>Use int, float, Decimal, str, bool, date, datetime, timedelta or a Literal of texts.</source>
        <translation>int、float、Decimal、str、bool、date、datetime、timedelta、または文字列の Literal を使ってください。</translation>
    </message>
    <message>
        <source>Use letters and digits, without blanks.</source>
        <translation>空白のない文字と数字にしてください。</translation>
    </message>
    <message>
        <source>Use letters, digits and underscores.</source>
        <translation>文字、数字、下線だけにしてください。</translation>
    </message>
    <message>
        <source>Use the player&apos;s own buttons.</source>
        <translation>プレーヤーのボタンを使ってください。</translation>
    </message>
    <message>
        <source>Use “auto”, or a code such as “en” or “ja”.</source>
        <translation>「auto」か、「en」「ja」のような記号を使ってください。</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>音声</translation>
    </message>
    <message>
        <source>Voice; empty chooses the best one installed.</source>
        <translation>読み上げの声です。空欄なら取得済みの最適なものを使います。</translation>
    </message>
    <message>
        <source>Wait until it has ended, or stop it.</source>
        <translation>終わるのを待つか、中止してください。</translation>
    </message>
    <message>
        <source>Wait until it is done.</source>
        <translation>終わるまでお待ちください。</translation>
    </message>
    <message>
        <source>Wait until other programs can play again, or restart the sound server.</source>
        <translation>ほかのプログラムの音が出るようになるまで待つか、サウンドサーバーを再起動してください。</translation>
    </message>
    <message>
        <source>Wake word</source>
        <translation>ウェイクワード</translation>
    </message>
    <message>
        <source>Waking by a word is not available on this system.</source>
        <translation>このシステムではウェイクワードを使えません。</translation>
    </message>
    <message>
        <source>What answered at {0} is not a package index.</source>
        <translation>{0} で応答したのはパッケージインデックスではありません。</translation>
    </message>
    <message>
        <source>What arrived is kept. Try again to go on.</source>
        <translation>届いた分は残っています。もう一度試すと続きから始まります。</translation>
    </message>
    <message>
        <source>What reads scans is not installed.</source>
        <translation>スキャンを読み取る部品がありません。</translation>
    </message>
    <message>
        <source>What the assistant should always keep in mind about how to answer.</source>
        <translation>回答の仕方について、常に心に留めてほしいことです。</translation>
    </message>
    <message>
        <source>What the chat server sent makes no sense.</source>
        <translation>チャットサーバーから届いた内容が理解できません。</translation>
    </message>
    <message>
        <source>What was begun with your data cannot be ended ({0}); nothing is lost.</source>
        <translation>データに対して始めた処理を終えられません（{0}）。失われたものはありません。</translation>
    </message>
    <message>
        <source>When answers look into your documents: auto, always or never.</source>
        <translation>回答のときに文書を調べるかどうか：自動、常に、使わない。</translation>
    </message>
    <message>
        <source>When the window is closed, Sotto goes on in the system&apos;s tray where there is one.</source>
        <translation>ウィンドウを閉じても、システムトレイがあればそこで動き続けます。</translation>
    </message>
    <message>
        <source>Whether Sotto keeps a backup of each day by itself: the last seven days and four weeks.</source>
        <translation>毎日のバックアップを自動で残すかどうかです。直近の 7 日分と 4 週分を残します。</translation>
    </message>
    <message>
        <source>Whether Sotto notices facts about you by itself, when it is idle.</source>
        <translation>手の空いたときに、あなたについての事実に自分で気づくかどうかです。</translation>
    </message>
    <message>
        <source>Whether Sotto remembers what you say and recalls it in later conversations.</source>
        <translation>話したことを覚え、後の会話で思い出すかどうかです。</translation>
    </message>
    <message>
        <source>Whether a chat server answers what you type: your question, and what Sotto shows the model with it, leave this machine.</source>
        <translation>入力した質問にチャットサーバーが答えるかどうかです。質問と、それに添えてモデルに見せる内容が、このコンピューターの外へ送られます。</translation>
    </message>
    <message>
        <source>Whether other programs of this machine may use the models, over OpenAI&apos;s API on 127.0.0.1 and with a key.</source>
        <translation>このコンピューターの他のプログラムが、127.0.0.1 の OpenAI 互換 API と鍵でモデルを使えるようにします。</translation>
    </message>
    <message>
        <source>Whether the chat server answers what you say, too; else what the microphone hears stays on this machine.</source>
        <translation>話した質問にもチャットサーバーが答えるかどうかです。オフなら、マイクに入った声の内容はこのコンピューターの外へ出ません。</translation>
    </message>
    <message>
        <source>Whether what was found is sorted once more, where a model for that is installed; it takes up to 0.15 s.</source>
        <translation>そのためのモデルが入っている場合に、検索結果をもう一度並べ替えるかどうか。最大 0.15 秒かかります。</translation>
    </message>
    <message>
        <source>Whether you hear through speakers or headphones.</source>
        <translation>スピーカーとヘッドホンのどちらで聞くかです。</translation>
    </message>
    <message>
        <source>Word document</source>
        <translation>Word 文書</translation>
    </message>
    <message>
        <source>Write it anew.</source>
        <translation>書き直してください。</translation>
    </message>
    <message>
        <source>Write it as an order, without courtesies.</source>
        <translation>丁寧な言い回しを除いた命令の形で書いてください。</translation>
    </message>
    <message>
        <source>Write it in braces.</source>
        <translation>波括弧に入れてください。</translation>
    </message>
    <message>
        <source>Write it like http://192.168.1.20:8080, without anything behind.</source>
        <translation>http://192.168.1.20:8080 のように、後ろに何も付けずに書いてください。</translation>
    </message>
    <message>
        <source>Write it like http://homeassistant.local:8123, without anything behind.</source>
        <translation>http://homeassistant.local:8123 のように、後ろに何も付けずに書いてください。</translation>
    </message>
    <message>
        <source>Write one into “says”.</source>
        <translation>says に書いてください。</translation>
    </message>
    <message>
        <source>Write them in round brackets.</source>
        <translation>丸括弧に入れてください。</translation>
    </message>
    <message>
        <source>Write what it is called.</source>
        <translation>名前を書いてください。</translation>
    </message>
    <message>
        <source>Write what to remember.</source>
        <translation>覚えることを書いてください。</translation>
    </message>
    <message>
        <source>You chose {0} as the {1}, and it is not installed.</source>
        <translation>{1}として選ばれている {0} は取得されていません。</translation>
    </message>
    <message>
        <source>You may not read {0}.</source>
        <translation>{0} を読む権限がありません。</translation>
    </message>
    <message>
        <source>Your calendar, an .ics file; empty keeps one in the data folder.</source>
        <translation>カレンダーのファイルです。空欄ならデータフォルダーに置きます。</translation>
    </message>
    <message>
        <source>Your data cannot be copied ({0}); everything is as it was.</source>
        <translation>データをコピーできません（{0}）。すべて元のままです。</translation>
    </message>
    <message>
        <source>Your data is being encrypted or decrypted.</source>
        <translation>データの暗号化または解除の途中です。</translation>
    </message>
    <message>
        <source>Your data is being erased.</source>
        <translation>データを消去しています。</translation>
    </message>
    <message>
        <source>Your data is encrypted already.</source>
        <translation>データはすでに暗号化されています。</translation>
    </message>
    <message>
        <source>Your data is encrypted, and its key is not in this computer&apos;s keyring.</source>
        <translation>データは暗号化されていますが、その鍵がこのコンピューターのキーリングにありません。</translation>
    </message>
    <message>
        <source>Your data is encrypted, and this computer&apos;s keyring did not open.</source>
        <translation>データは暗号化されていますが、このコンピューターのキーリングを開けませんでした。</translation>
    </message>
    <message>
        <source>Your data is encrypted.</source>
        <translation>データは暗号化されています。</translation>
    </message>
    <message>
        <source>Your data is not encrypted.</source>
        <translation>データは暗号化されていません。</translation>
    </message>
    <message>
        <source>Your data was encrypted by a newer version of Sotto.</source>
        <translation>データは新しいバージョンの Sotto で暗号化されています。</translation>
    </message>
    <message>
        <source>Your data was moved to {0}, and that folder is not there.</source>
        <translation>データは{0}に移動されましたが、そのフォルダーが見つかりません。</translation>
    </message>
    <message>
        <source>Your exam has no questions yet.</source>
        <translation>試験にまだ質問がありません。</translation>
    </message>
    <message>
        <source>Your exam is taken again, at idle, whenever a model or a setting that answers depend on has changed.</source>
        <translation>モデルや、答えに関わる設定が変わるたびに、手の空いたときに試験をもう一度受けさせます。</translation>
    </message>
    <message>
        <source>Your question is longer than the model can keep in view.</source>
        <translation>質問が、モデルが一度に見渡せる長さを超えています。</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>アーカイブ</translation>
    </message>
    <message>
        <source>book</source>
        <translation>電子書籍</translation>
    </message>
    <message>
        <source>file</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>マイク</translation>
    </message>
    <message>
        <source>model to answer with</source>
        <translation>回答のモデル</translation>
    </message>
    <message>
        <source>model to find passages by meaning</source>
        <translation>意味検索のモデル</translation>
    </message>
    <message>
        <source>model to notice speech</source>
        <translation>話し声に気づくモデル</translation>
    </message>
    <message>
        <source>model to notice the end of a turn</source>
        <translation>話し終わりに気づくモデル</translation>
    </message>
    <message>
        <source>model to sort what was found</source>
        <translation>検索結果を並べ替えるモデル</translation>
    </message>
    <message>
        <source>model to understand speech</source>
        <translation>聞き取りのモデル</translation>
    </message>
    <message>
        <source>model to write code with</source>
        <translation>コードを書くモデル</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>presentation</source>
        <translation>プレゼンテーション</translation>
    </message>
    <message>
        <source>speaker</source>
        <translation>スピーカー</translation>
    </message>
    <message>
        <source>voice</source>
        <translation>読み上げの声</translation>
    </message>
    <message>
        <source>workbook</source>
        <translation>ワークブック</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}).</source>
        <translation>{0} に書き込めません（{1}）。</translation>
    </message>
    <message>
        <source>{0} cannot be written.</source>
        <translation>{0} に書き込めません。</translation>
    </message>
    <message>
        <source>{0} could not be reached.</source>
        <translation>{0} に接続できませんでした。</translation>
    </message>
    <message>
        <source>{0} holds no audio that can be read.</source>
        <translation>{0} には読み取れる音声がありません。</translation>
    </message>
    <message>
        <source>{0} holds no sound.</source>
        <translation>{0} には音が入っていません。</translation>
    </message>
    <message>
        <source>{0} in which no words were found.</source>
        <translation>{0}。文字が見つかりませんでした。</translation>
    </message>
    <message>
        <source>{0} is a folder.</source>
        <translation>{0} はフォルダーです。</translation>
    </message>
    <message>
        <source>{0} is not a folder.</source>
        <translation>{0} はフォルダーではありません。</translation>
    </message>
    <message>
        <source>{0} is not installed for {1}.</source>
        <translation>{0} は {1} 用に取得されていません。</translation>
    </message>
    <message>
        <source>{0} is not on this machine, and the network is switched off.</source>
        <translation>{0} はこのコンピューターになく、ネットワークは止められています。</translation>
    </message>
    <message>
        <source>{0} needs {1} GB of disk, and {2} GB are free.</source>
        <translation>{0} には {1} GB のディスクが必要ですが、空きは {2} GB です。</translation>
    </message>
    <message>
        <source>{0} of {1} pages are damaged and were left out.</source>
        <translation>全 {1} ページのうち {0} ページは破損しているため除きました。</translation>
    </message>
    <message>
        <source>{0} pages have no text that can be read: {1}.</source>
        <translation>読み取れる文字のないページが {0} ページあります：{1}。</translation>
    </message>
    <message>
        <source>{0} parts were not read, or not whole: “{1}”.</source>
        <translation>{0} 件が読めないか、一部しか読めませんでした：「{1}」。</translation>
    </message>
    <message>
        <source>“run” takes “self” and arguments by their names.</source>
        <translation>run は self と、名前の付いた引数を取ります。</translation>
    </message>
    <message>
        <source>日本語</source>
        <translation>日本語</translation>
    </message>
</context>
</TS>
