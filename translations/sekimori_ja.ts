<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>Access</name>
    <message>
        <source>The address is listed.</source>
        <translation>アドレスは許可リストにあります。</translation>
    </message>
    <message>
        <source>The address is not listed.</source>
        <translation>アドレスは許可リストにありません。</translation>
    </message>
    <message>
        <source>An address that cannot be told counts as not listed.</source>
        <translation>分からないアドレスは許可リストにないものとして扱われます。</translation>
    </message>
    <message>
        <source>The user name and password are right.</source>
        <translation>ユーザー名とパスワードが合っています。</translation>
    </message>
    <message>
        <source>A wrong user name or password is asked for again.</source>
        <translation>ユーザー名またはパスワードが違うと、もう一度尋ねられます。</translation>
    </message>
    <message>
        <source>Listed by %1.</source>
        <comment>network</comment>
        <translation>%1 の行にあります。</translation>
    </message>
    <message>
        <source>Listed as “%1” (%2).</source>
        <comment>memo, network</comment>
        <translation>「%1」(%2) として許可リストにあります。</translation>
    </message>
    <message>
        <source>The certificate is valid and its user is permitted. Signing in is possible as that user only.</source>
        <translation>証明書は有効で、そのユーザーは許可されています。ログインできるのはそのユーザーとしてだけです。</translation>
    </message>
    <message>
        <source>The certificate is valid and its user is permitted. Signing in is possible as any user.</source>
        <translation>証明書は有効で、そのユーザーは許可されています。どのユーザーとしてもログインできます。</translation>
    </message>
    <message>
        <source>You, now</source>
        <translation>あなた（現在）</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>誰でも</translation>
    </message>
    <message>
        <source>With the right user name and password</source>
        <translation>正しいユーザー名とパスワードを入力した人</translation>
    </message>
    <message>
        <source>With a wrong user name or password</source>
        <translation>ユーザー名またはパスワードを間違えた人</translation>
    </message>
    <message>
        <source>With a valid certificate</source>
        <translation>有効な証明書を持つ人</translation>
    </message>
    <message>
        <source>With an expired certificate</source>
        <translation>期限切れの証明書を持つ人</translation>
    </message>
    <message>
        <source>With a revoked certificate</source>
        <translation>失効した証明書を持つ人</translation>
    </message>
    <message>
        <source>With a certificate that was not issued here</source>
        <translation>ここで発行されていない証明書を持つ人</translation>
    </message>
    <message>
        <source>Without a certificate</source>
        <translation>証明書のない人</translation>
    </message>
    <message>
        <source>A listed address</source>
        <translation>許可リストにあるアドレス</translation>
    </message>
    <message>
        <source>An address that is not listed</source>
        <translation>許可リストにないアドレス</translation>
    </message>
    <message>
        <source>An address that cannot be told</source>
        <translation>分からないアドレス</translation>
    </message>
    <message>
        <source>Any address</source>
        <translation>すべてのアドレス</translation>
    </message>
    <message>
        <source>Cannot happen</source>
        <translation>起こりません</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>入れます</translation>
    </message>
    <message>
        <source>Asked for user name and password (401)</source>
        <translation>ユーザー名とパスワードを尋ねられます (401)</translation>
    </message>
    <message>
        <source>Refused (403)</source>
        <translation>拒否されます (403)</translation>
    </message>
    <message>
        <source>Refused, certificate needed (496)</source>
        <translation>拒否されます。証明書が必要です (496)</translation>
    </message>
    <message>
        <source>The list is empty, so there is no such address.</source>
        <translation>許可リストが空なので、そのようなアドレスはありません。</translation>
    </message>
    <message>
        <source>The list covers every address, so there is no other.</source>
        <translation>許可リストがすべてのアドレスを含むので、ほかのアドレスはありません。</translation>
    </message>
    <message>
        <source>Deny all, with Basic authentication</source>
        <comment>preset</comment>
        <translation>すべて拒否＋Basic認証</translation>
    </message>
    <message>
        <source>Listed addresses only</source>
        <comment>preset</comment>
        <translation>許可リストのアドレスのみ</translation>
    </message>
    <message>
        <source>Listed addresses, others with Basic authentication</source>
        <comment>preset</comment>
        <translation>許可リストのアドレス、ほかはBasic認証</translation>
    </message>
    <message>
        <source>Listed addresses, others with client certificates</source>
        <comment>preset</comment>
        <translation>許可リストのアドレス、ほかはクライアント証明書</translation>
    </message>
    <message>
        <source>Everybody is asked for the shared user name and password, from whatever address.</source>
        <translation>どのアドレスからでも、全員が共有のユーザー名とパスワードを尋ねられます。</translation>
    </message>
    <message>
        <source>Addresses in the list are let in. Everybody else is refused.</source>
        <translation>許可リストにあるアドレスは入れます。ほかはすべて拒否されます。</translation>
    </message>
    <message>
        <source>Addresses in the list are let in. Everybody else is asked for the shared user name and password.</source>
        <translation>許可リストにあるアドレスは入れます。ほかは共有のユーザー名とパスワードを尋ねられます。</translation>
    </message>
    <message>
        <source>Addresses in the list are let in. Everybody else needs a client certificate, at the secure host.</source>
        <translation>許可リストにあるアドレスは入れます。ほかはセキュアホストでクライアント証明書が必要です。</translation>
    </message>
</context>
<context>
    <name>AccessTable</name>
    <message>
        <source>Who comes</source>
        <comment>column</comment>
        <translation>誰が</translation>
    </message>
    <message>
        <source>With or without a certificate</source>
        <translation>証明書の有無にかかわらず</translation>
    </message>
    <message>
        <source>From where</source>
        <comment>column</comment>
        <translation>どこから</translation>
    </message>
    <message>
        <source>In force now</source>
        <comment>column</comment>
        <translation>現在の設定では</translation>
    </message>
    <message>
        <source>With your edits</source>
        <comment>column</comment>
        <translation>編集後は</translation>
    </message>
    <message>
        <source>What happens</source>
        <comment>column</comment>
        <translation>どうなるか</translation>
    </message>
    <message>
        <source>Why</source>
        <comment>column</comment>
        <translation>理由</translation>
    </message>
    <message>
        <source>%1, a change from: %2</source>
        <translation>%1（変更前: %2）</translation>
    </message>
</context>
<context>
    <name>Age</name>
    <message>
        <source>today</source>
        <translation>今日</translation>
    </message>
    <message numerus="yes">
        <source>%Ln days ago</source>
        <translation>
            <numerusform>%Ln日前</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>As far as was counted, this would have been no mail in the last 7 days.</source>
        <translation>数えた範囲では、過去7日間のメールは0通です。</translation>
    </message>
    <message>
        <source>In the last 7 days this would have been no mail.</source>
        <translation>過去7日間ではメールは0通です。</translation>
    </message>
    <message>
        <source>%1 (%2).</source>
        <comment>mails (events)</comment>
        <translation>%1（%2）。</translation>
    </message>
    <message>
        <source>%1 (%2, %3 held back).</source>
        <comment>mails (events, mails held back)</comment>
        <translation>%1（%2、保留%3通）。</translation>
    </message>
    <message>
        <source>Waiting</source>
        <comment>mail</comment>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Being sent</source>
        <comment>mail</comment>
        <translation>送信中</translation>
    </message>
    <message>
        <source>Sent</source>
        <comment>mail</comment>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>Given up</source>
        <comment>mail</comment>
        <translation>断念</translation>
    </message>
    <message>
        <source>Refused</source>
        <comment>mail</comment>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>アラート</translation>
    </message>
    <message>
        <source>Test mail</source>
        <translation>テストメール</translation>
    </message>
    <message>
        <source>Reminder of what ends</source>
        <translation>期限の通知</translation>
    </message>
    <message>
        <source>Daily checkpoint</source>
        <translation>日次チェックポイント</translation>
    </message>
    <message>
        <source>Rule “%1”</source>
        <translation>ルール「%1」</translation>
    </message>
    <message>
        <source>%1 (test)</source>
        <comment>level or rule</comment>
        <translation>%1（テスト）</translation>
    </message>
    <message>
        <source>Number %1</source>
        <translation>番号%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>address: state</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between counts</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Not now: will be tried again</source>
        <translation>保留: 再試行します</translation>
    </message>
    <message>
        <source>A real event would now go to the same people.</source>
        <translation>今イベントが起きると、同じ人に届きます。</translation>
    </message>
    <message>
        <source>not to %1</source>
        <comment>addresses</comment>
        <translation>%1 には届かない</translation>
    </message>
    <message>
        <source>but to %1</source>
        <comment>addresses</comment>
        <translation>%1 には届く</translation>
    </message>
    <message>
        <source>Not applied yet: a real event would now go %1.</source>
        <comment>not to …, but to …</comment>
        <translation>まだ適用されていません。今イベントが起きた場合: %1。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts</comment>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>待機中%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln being sent</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>送信中%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sent</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>送信済み%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln given up</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>断念%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>拒否%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days this would have been at least %Ln mails</source>
        <translation>
            <numerusform>過去7日間では少なくとも%Ln通</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days this would have been %Ln mails</source>
        <translation>
            <numerusform>過去7日間では%Ln通</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln events</source>
        <translation>
            <numerusform>約%Ln件のイベント</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln mails</source>
        <translation>
            <numerusform>少なくとも%Ln通</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mails</source>
        <translation>
            <numerusform>%Ln通</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events, numbers %1 to %2</source>
        <translation>
            <numerusform>%Ln件のイベント、番号%1～%2</numerusform>
        </translation>
    </message>
    <message>
        <source>Not applied yet: a real event would now go to the same people, but by another filter.</source>
        <translation>まだ適用されていません。今イベントが起きると、同じ人に届きますが、別のフィルターで選ばれます。</translation>
    </message>
    <message>
        <source>by another filter</source>
        <translation>別のフィルターで選ばれる</translation>
    </message>
    <message>
        <source>Not known whether it was taken: will be tried again</source>
        <translation>受け取られたか不明: 再試行します</translation>
    </message>
    <message numerus="yes">
        <source>%Ln mails wait to be delivered, the oldest since %1</source>
        <translation>
            <numerusform>%Ln通のメールが配信待ちです（最も古いものは%1から）</numerusform>
        </translation>
    </message>
    <message>
        <source>They are tried again for 3 days. The newest answer: %1</source>
        <translation>3日間、再試行します。最新の応答: %1</translation>
    </message>
    <message>
        <source>No mail server is set</source>
        <translation>メールサーバーが設定されていません</translation>
    </message>
    <message>
        <source>Until the platform’s operator sets one, nobody is told of anything by mail. What is to be sent waits, for 3 days at most.</source>
        <translation>プラットフォームの運用者が設定するまで、メールでは誰にも何も知らされません。送信するメールは最長3日間待機します。</translation>
    </message>
    <message>
        <source>Off by the settings in force: a real event would now go to nobody.</source>
        <translation>適用中の設定ではオフです。今イベントが起きても、誰にも届きません。</translation>
    </message>
    <message>
        <source>Not applied yet: a real event would now go to nobody by this rule.</source>
        <translation>まだ適用されていません。今イベントが起きても、このルールでは誰にも届きません。</translation>
    </message>
</context>
<context>
    <name>Archives</name>
    <message>
        <source>Open</source>
        <comment>month to which events are added</comment>
        <translation>記録中</translation>
    </message>
    <message>
        <source>Closed</source>
        <comment>month in a file</comment>
        <translation>締め済み</translation>
    </message>
    <message>
        <source>Damaged</source>
        <comment>month whose file was changed</comment>
        <translation>破損</translation>
    </message>
    <message>
        <source>none</source>
        <comment>numbers of events</comment>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>numbers of events</comment>
        <translation>%1～%2</translation>
    </message>
    <message>
        <source>not yet</source>
        <comment>month was closed</comment>
        <translation>まだ</translation>
    </message>
    <message>
        <source>Month</source>
        <comment>column</comment>
        <translation>月</translation>
    </message>
    <message>
        <source>State</source>
        <comment>column</comment>
        <translation>状態</translation>
    </message>
    <message>
        <source>Events</source>
        <comment>column: how many</comment>
        <translation>イベント数</translation>
    </message>
    <message>
        <source>Numbers</source>
        <comment>column: of events</comment>
        <translation>番号</translation>
    </message>
    <message>
        <source>Size</source>
        <comment>column</comment>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Span of time: %1</source>
        <comment>column; time zone</comment>
        <translation>期間: %1</translation>
    </message>
    <message>
        <source>Closed at</source>
        <comment>column: time</comment>
        <translation>締めた日時</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>form of a month</comment>
        <translation>yyyy年M月</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message>
        <source>Every address reaches the sign-in page</source>
        <translation>すべてのアドレスからログイン画面に到達できます</translation>
    </message>
    <message>
        <source>List your own networks, or deny all and let people in by a shared name and password.</source>
        <translation>自社のネットワークを登録するか、すべて拒否して共有の名前とパスワードで通してください。</translation>
    </message>
    <message>
        <source>They repeat others, lie inside others, or have host bits set. One click does it.</source>
        <translation>重複、他の範囲に含まれる、またはホスト部が残っています。ワンクリックで整理できます。</translation>
    </message>
    <message>
        <source>Everybody who ever knew it can still use it. With a second pair you change it without shutting anybody out.</source>
        <translation>これまでに知った人は今も使えます。2組目を使えば、誰も締め出さずに変更できます。</translation>
    </message>
    <message>
        <source>The second pair has ended and is still listed</source>
        <translation>2組目は終了しましたが、まだ残っています</translation>
    </message>
    <message>
        <source>It was valid until %1 and lets nobody in any more. Remove it.</source>
        <translation>%1まで有効でした。もう誰も通せません。削除してください。</translation>
    </message>
    <message>
        <source>The second pair ends in less than a day</source>
        <translation>2組目は24時間以内に終了します</translation>
    </message>
    <message>
        <source>Whoever still uses it at %1 is asked for the other one from then on.</source>
        <translation>%1にまだ使っている人は、それ以降もう一方を求められます。</translation>
    </message>
    <message>
        <source>Your own way in may end with the second pair</source>
        <translation>2組目の終了で、ご自身が入れなくなるかもしれません</translation>
    </message>
    <message>
        <source>Both pairs have the user name “%1”. If this console uses the second one, enter the other before %2.</source>
        <translation>両方の組のユーザー名が「%1」です。このコンソールが2組目を使っている場合は、%2までにもう一方を入力してください。</translation>
    </message>
    <message>
        <source>Your own way in ends with the second pair</source>
        <translation>2組目の終了で、ご自身が入れなくなります</translation>
    </message>
    <message>
        <source>This console is let in as “%1” until %2. Enter the other pair before, or list your address %3.</source>
        <translation>このコンソールは「%1」として%2まで通れます。それまでにもう一方の組を入力するか、アドレス%3を登録してください。</translation>
    </message>
    <message>
        <source>The sign-in page gives names away</source>
        <translation>ログイン画面から名前が漏れます</translation>
    </message>
    <message>
        <source>It completes login names, and every address reaches it.</source>
        <translation>ログイン名を自動補完し、すべてのアドレスから到達できます。</translation>
    </message>
    <message>
        <source>The platform’s staff may look at this tenant</source>
        <translation>プラットフォーム担当者がこのテナントを閲覧できます</translation>
    </message>
    <message>
        <source>It is allowed until %1. Every view is written to the audit log.</source>
        <translation>%1まで許可されています。閲覧はすべて監査ログに残ります。</translation>
    </message>
    <message>
        <source>Nobody is told of critical events</source>
        <translation>重大なイベントが誰にも通知されません</translation>
    </message>
    <message>
        <source>There is no mail address for the level “Critical”. What happens at night is seen when somebody looks.</source>
        <translation>レベル「重大」のメールアドレスがありません。夜間の出来事は、誰かが見るまで気付かれません。</translation>
    </message>
    <message>
        <source>Events are kept for six weeks only</source>
        <translation>イベントは6週間しか保管されません</translation>
    </message>
    <message>
        <source>Break-ins are often noticed later than that.</source>
        <translation>侵入に気付くのは、それより後になることがよくあります。</translation>
    </message>
    <message>
        <source>The audit log says what happened.</source>
        <translation>何が起きたかは監査ログにあります。</translation>
    </message>
    <message>
        <source>Somebody may be guessing passwords. The audit log says for whom and from where.</source>
        <translation>パスワードを推測している人がいるかもしれません。対象と接続元は監査ログにあります。</translation>
    </message>
    <message>
        <source>Somebody may be guessing it, or uses an old one. The audit log says from where.</source>
        <translation>推測されているか、古いものが使われています。接続元は監査ログにあります。</translation>
    </message>
    <message>
        <source>Whoever has no other by then does not get in by certificate any more.</source>
        <translation>それまでに新しい証明書がない人は、証明書では入れなくなります。</translation>
    </message>
    <message>
        <source>They do not get in by certificate. Issue others, or end the permission.</source>
        <translation>証明書では入れません。新しく発行するか、許可を取り消してください。</translation>
    </message>
    <message>
        <source>The certificate authority has ended</source>
        <translation>認証局の有効期限が切れました</translation>
    </message>
    <message>
        <source>From %1 on, none of its certificates lets anybody in.</source>
        <translation>%1 以降、この認証局の証明書では誰も入れません。</translation>
    </message>
    <message>
        <source>The list of revoked certificates was not renewed</source>
        <translation>失効リストが更新されていません</translation>
    </message>
    <message>
        <source>It ends at %1. Servers that check it refuse every certificate then; ask the platform’s operator.</source>
        <translation>有効期限は %1 です。その後、失効リストを確認するサーバーはすべての証明書を拒否します。プラットフォームの運用者に問い合わせてください。</translation>
    </message>
    <message>
        <source>The audit log was altered at number %1</source>
        <translation>監査ログが番号%1で改ざんされています</translation>
    </message>
    <message>
        <source>The audit log was altered</source>
        <translation>監査ログが改ざんされています</translation>
    </message>
    <message>
        <source>The platform’s own check of the chain of events has failed. Save what you have, and ask the platform’s operator.</source>
        <translation>プラットフォーム自身によるイベントの連鎖の検査が失敗しました。今あるものを保存し、プラットフォームの運用者に問い合わせてください。</translation>
    </message>
    <message>
        <source>Somebody was to be told of something and was not. The delivery log says what the mail server answered.</source>
        <translation>知らせるべき人に届いていません。メールサーバーの応答は配信ログにあります。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries of the address list can be tidied up</source>
        <translation>
            <numerusform>アドレス一覧の%Ln件を整理できます</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The shared password is %Ln days old</source>
        <translation>
            <numerusform>共有パスワードは%Ln日前のものです</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The second pair ends in %Ln days</source>
        <translation>
            <numerusform>2組目はあと%Ln日で終了します</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln critical events in the last 24 hours</source>
        <translation>
            <numerusform>過去24時間に重大なイベントが%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed sign-ins in the last 24 hours</source>
        <translation>
            <numerusform>過去24時間にログイン失敗が%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln times a wrong shared password in the last 24 hours</source>
        <translation>
            <numerusform>過去24時間に共有パスワードの間違いが%Ln回</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mails could not be delivered in the last 24 hours</source>
        <translation>
            <numerusform>過去24時間に%Ln通のメールを配信できませんでした</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificates end within 90 days</source>
        <translation>
            <numerusform>90日以内に %Ln 件の証明書の有効期限が切れます</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people have an expired certificate</source>
        <translation>
            <numerusform>%Ln 人の証明書の有効期限が切れています</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The certificate authority ends in %Ln days</source>
        <translation>
            <numerusform>認証局の有効期限まであと %Ln 日です</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing proves the audit log from number %1 on</source>
        <translation>監査ログの番号%1以降を証明するものがありません</translation>
    </message>
    <message>
        <source>Its checkpoints were gone when the platform began to sign. Save what you have, and ask the platform’s operator.</source>
        <translation>プラットフォームが署名を始めたとき、チェックポイントがなくなっていました。今あるものを保存し、プラットフォームの運用者に問い合わせてください。</translation>
    </message>
</context>
<context>
    <name>AuditEvents</name>
    <message>
        <source>Date and time: %1</source>
        <comment>column; time zone</comment>
        <translation>日時: %1</translation>
    </message>
    <message>
        <source>Level</source>
        <comment>column</comment>
        <translation>レベル</translation>
    </message>
    <message>
        <source>User</source>
        <comment>column</comment>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Accessed from</source>
        <comment>column</comment>
        <translation>接続元</translation>
    </message>
    <message>
        <source>Service</source>
        <comment>column</comment>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Module</source>
        <comment>column</comment>
        <translation>モジュール</translation>
    </message>
    <message>
        <source>Action</source>
        <comment>column</comment>
        <translation>アクション</translation>
    </message>
    <message>
        <source>Result</source>
        <comment>column</comment>
        <translation>結果</translation>
    </message>
    <message>
        <source>Information</source>
        <comment>level of an event</comment>
        <translation>情報</translation>
    </message>
    <message>
        <source>Notice</source>
        <comment>level of an event</comment>
        <translation>通知</translation>
    </message>
    <message>
        <source>Warning</source>
        <comment>level of an event</comment>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <comment>level of an event</comment>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Critical</source>
        <comment>level of an event</comment>
        <translation>重大</translation>
    </message>
    <message>
        <source>Date and time</source>
        <comment>column</comment>
        <translation>日時</translation>
    </message>
    <message>
        <source>Complement</source>
        <comment>column</comment>
        <translation>補足</translation>
    </message>
    <message>
        <source>Number</source>
        <comment>column</comment>
        <translation>番号</translation>
    </message>
    <message>
        <source>File</source>
        <comment>column</comment>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Line</source>
        <comment>column</comment>
        <translation>行</translation>
    </message>
    <message>
        <source>Surplus fields</source>
        <comment>column</comment>
        <translation>余分なフィールド</translation>
    </message>
</context>
<context>
    <name>AuditExport</name>
    <message>
        <source>The file “%1” could not be written: %2</source>
        <translation>ファイル「%1」に書き込めませんでした：%2</translation>
    </message>
</context>
<context>
    <name>Certificates</name>
    <message>
        <source>Login name</source>
        <comment>column</comment>
        <translation>ログイン名</translation>
    </message>
    <message>
        <source>Name</source>
        <comment>column</comment>
        <translation>名前</translation>
    </message>
    <message>
        <source>Certificate</source>
        <comment>column</comment>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Ends: %1</source>
        <comment>column; time zone</comment>
        <translation>有効期限: %1</translation>
    </message>
    <message>
        <source>Permission</source>
        <comment>column</comment>
        <translation>許可</translation>
    </message>
    <message>
        <source>Permitted</source>
        <comment>to come in by certificate</comment>
        <translation>許可</translation>
    </message>
    <message>
        <source>Not permitted</source>
        <comment>to come in by certificate</comment>
        <translation>許可なし</translation>
    </message>
    <message>
        <source>File</source>
        <comment>column</comment>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Not issued</source>
        <comment>state of a certificate</comment>
        <translation>未発行</translation>
    </message>
    <message>
        <source>Valid</source>
        <comment>state of a certificate</comment>
        <translation>有効</translation>
    </message>
    <message>
        <source>Expiring</source>
        <comment>state of a certificate</comment>
        <translation>期限間近</translation>
    </message>
    <message>
        <source>Expired</source>
        <comment>state of a certificate</comment>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>Revoked</source>
        <comment>state of a certificate</comment>
        <translation>失効</translation>
    </message>
    <message>
        <source>Revoked: %1</source>
        <comment>reason</comment>
        <translation>失効: %1</translation>
    </message>
    <message>
        <source>Fetched on %1</source>
        <comment>day</comment>
        <translation>%1 に受け取り済み</translation>
    </message>
    <message>
        <source>Can be fetched until %1</source>
        <comment>day</comment>
        <translation>%1 まで受け取れます</translation>
    </message>
    <message>
        <source>Not kept any more</source>
        <comment>file</comment>
        <translation>保管期間終了</translation>
    </message>
    <message>
        <source>Modern</source>
        <comment>profile of a certificate&apos;s file</comment>
        <translation>最新</translation>
    </message>
    <message>
        <source>Compatible</source>
        <comment>profile of a certificate&apos;s file</comment>
        <translation>互換</translation>
    </message>
    <message>
        <source>For today’s systems: the file is protected by AES-256 and SHA-256. Take this one unless somebody cannot install it.</source>
        <translation>現在のシステム向け。ファイルは AES-256 と SHA-256 で保護されます。導入できない人がいない限り、こちらを選んでください。</translation>
    </message>
    <message>
        <source>For older Android, iOS and macOS and for Windows Server 2016, which say “wrong password” to the other one: the file is protected by 3DES and SHA-1, which are weaker. The certificate in it is the same.</source>
        <translation>古い Android、iOS、macOS と Windows Server 2016 向け。これらはもう一方のファイルに「パスワードが違う」と表示します。ファイルは 3DES と SHA-1 で保護され、保護は弱くなります。中の証明書は同じです。</translation>
    </message>
    <message>
        <source>no reason given</source>
        <comment>reason of a revocation</comment>
        <translation>理由なし</translation>
    </message>
    <message>
        <source>lost or stolen</source>
        <comment>reason of a revocation</comment>
        <translation>紛失・盗難</translation>
    </message>
    <message>
        <source>other duties</source>
        <comment>reason of a revocation</comment>
        <translation>異動</translation>
    </message>
    <message>
        <source>replaced by another</source>
        <comment>reason of a revocation</comment>
        <translation>差し替え</translation>
    </message>
    <message>
        <source>not needed any more</source>
        <comment>reason of a revocation</comment>
        <translation>不要になった</translation>
    </message>
    <message>
        <source>Nothing more is to be said.</source>
        <translation>特に理由を示しません。</translation>
    </message>
    <message>
        <source>Somebody else may have the key: a device is gone, or a file came into wrong hands.</source>
        <translation>端末の紛失やファイルの流出などで、他人が鍵を持っているおそれがあります。</translation>
    </message>
    <message>
        <source>The person works elsewhere now, or under another name.</source>
        <translation>部署や名前が変わりました。</translation>
    </message>
    <message>
        <source>The person has a newer certificate.</source>
        <translation>新しい証明書があります。</translation>
    </message>
    <message>
        <source>The person has left, or works without it.</source>
        <translation>退職した、または証明書なしで働いています。</translation>
    </message>
    <message numerus="yes">
        <source>Expires in %Ln days</source>
        <translation>
            <numerusform>あと %Ln 日</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Change</name>
    <message>
        <source>Mode</source>
        <translation>モード</translation>
    </message>
    <message>
        <source>Listed addresses</source>
        <translation>許可リストのアドレス</translation>
    </message>
    <message>
        <source>Basic authentication</source>
        <translation>Basic認証</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Second pair: user name</source>
        <translation>2組目: ユーザー名</translation>
    </message>
    <message>
        <source>Second pair: password</source>
        <translation>2組目: パスワード</translation>
    </message>
    <message>
        <source>Second pair: valid until</source>
        <translation>2組目: 有効期限</translation>
    </message>
    <message>
        <source>Allow all</source>
        <translation>すべて許可</translation>
    </message>
    <message>
        <source>Allow listed</source>
        <translation>一部許可</translation>
    </message>
    <message>
        <source>Deny all</source>
        <translation>すべて拒否</translation>
    </message>
    <message>
        <source>On</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>変更あり</translation>
    </message>
    <message>
        <source>%1: added</source>
        <comment>list</comment>
        <translation>%1: 追加</translation>
    </message>
    <message>
        <source>%1: removed</source>
        <comment>list</comment>
        <translation>%1: 削除</translation>
    </message>
    <message>
        <source>%1: changed</source>
        <comment>list</comment>
        <translation>%1: 変更</translation>
    </message>
    <message>
        <source>Another order</source>
        <translation>並び順</translation>
    </message>
    <message>
        <source>%1: changed</source>
        <comment>secret</comment>
        <translation>%1: 変更</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>list: what was done to it</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <comment>field: before → after</comment>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Only the order of a list</source>
        <translation>一覧の並び順のみ</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Secure access</source>
        <translation>セキュアアクセス</translation>
    </message>
    <message>
        <source>Somebody else than the certificate’s user may sign in</source>
        <translation>証明書の利用者以外もログインできる</translation>
    </message>
    <message>
        <source>Users may fetch their own certificate</source>
        <translation>ユーザーが自分の証明書を取得できる</translation>
    </message>
    <message>
        <source>Minimum length for users</source>
        <translation>最低文字数 (ユーザー)</translation>
    </message>
    <message>
        <source>Minimum length for administrators</source>
        <translation>最低文字数 (管理者)</translation>
    </message>
    <message>
        <source>Complexity</source>
        <translation>複雑さ</translation>
    </message>
    <message>
        <source>The login name may be the password</source>
        <translation>ログイン名と同じパスワードを許可</translation>
    </message>
    <message>
        <source>Password reuse limit</source>
        <translation>パスワード再利用の制限回数</translation>
    </message>
    <message>
        <source>Passwords expire after</source>
        <translation>パスワードの有効期間</translation>
    </message>
    <message>
        <source>Users may change their password</source>
        <translation>ユーザーが自分のパスワードを変更できる</translation>
    </message>
    <message>
        <source>A password set by an administrator must be changed</source>
        <translation>管理者が設定したパスワードは変更が必要</translation>
    </message>
    <message>
        <source>Locked after wrong passwords</source>
        <translation>ロックするまでの誤入力回数</translation>
    </message>
    <message>
        <source>Locked for</source>
        <translation>ロック期間</translation>
    </message>
    <message>
        <source>Until an administrator unlocks</source>
        <translation>管理者が解除するまで</translation>
    </message>
    <message>
        <source>Login-name completion</source>
        <translation>ログイン名の自動補完</translation>
    </message>
    <message>
        <source>Automatic sign-in</source>
        <translation>自動ログイン</translation>
    </message>
    <message>
        <source>A session ends without use after</source>
        <translation>無操作でセッションが終了するまで</translation>
    </message>
    <message>
        <source>Subdomain</source>
        <translation>サブドメイン</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>タイトル</translation>
    </message>
    <message>
        <source>The tenant’s name</source>
        <translation>テナント名</translation>
    </message>
    <message>
        <source>Login page image</source>
        <translation>ログイン画面の画像</translation>
    </message>
    <message>
        <source>Message on a failed sign-in</source>
        <translation>ログイン失敗時のメッセージ</translation>
    </message>
    <message>
        <source>The platform’s own words</source>
        <translation>プラットフォームの標準文</translation>
    </message>
    <message>
        <source>Clickjacking protection</source>
        <translation>クリックジャッキングからの保護</translation>
    </message>
    <message>
        <source>Origins that may embed</source>
        <translation>埋め込みを許可するオリジン</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>タイムゾーン</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Platform staff may look until</source>
        <translation>プラットフォーム担当者の閲覧期限</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>許可しない</translation>
    </message>
    <message>
        <source>Mail at level Information</source>
        <translation>メール通知 (情報)</translation>
    </message>
    <message>
        <source>Mail at level Notice</source>
        <translation>メール通知 (通知)</translation>
    </message>
    <message>
        <source>Mail at level Warning</source>
        <translation>メール通知 (警告)</translation>
    </message>
    <message>
        <source>Mail at level Error</source>
        <translation>メール通知 (エラー)</translation>
    </message>
    <message>
        <source>Mail at level Critical</source>
        <translation>メール通知 (重大)</translation>
    </message>
    <message>
        <source>Events are kept for</source>
        <translation>イベントの保存期間</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>Traditional Chinese</source>
        <translation>繁体字中国語</translation>
    </message>
    <message>
        <source>No rule</source>
        <translation>条件なし</translation>
    </message>
    <message>
        <source>Letters and numbers</source>
        <translation>英字と数字</translation>
    </message>
    <message>
        <source>Letters, numbers and symbols</source>
        <translation>英字、数字、記号</translation>
    </message>
    <message>
        <source>The tenant’s own pages only</source>
        <translation>テナント自身のページのみ</translation>
    </message>
    <message>
        <source>Listed origins only</source>
        <translation>登録したオリジンのみ</translation>
    </message>
    <message>
        <source>6 weeks</source>
        <translation>6週間</translation>
    </message>
    <message>
        <source>3 months</source>
        <translation>3か月</translation>
    </message>
    <message>
        <source>6 months</source>
        <translation>6か月</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1年</translation>
    </message>
    <message>
        <source>2 years</source>
        <translation>2年</translation>
    </message>
    <message>
        <source>3 years</source>
        <translation>3年</translation>
    </message>
    <message>
        <source>5 years</source>
        <translation>5年</translation>
    </message>
    <message>
        <source>10 years</source>
        <translation>10年</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>No</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>field: value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between the fields of a list&apos;s element</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Reminders by mail</source>
        <translation>メールによる通知</translation>
    </message>
    <message>
        <source>Pace of mail at level Information</source>
        <translation>レベル「情報」のメールの送信間隔</translation>
    </message>
    <message>
        <source>Most mails an hour at level Information</source>
        <translation>レベル「情報」の1時間あたりの最大通数</translation>
    </message>
    <message>
        <source>Pace of mail at level Notice</source>
        <translation>レベル「通知」のメールの送信間隔</translation>
    </message>
    <message>
        <source>Most mails an hour at level Notice</source>
        <translation>レベル「通知」の1時間あたりの最大通数</translation>
    </message>
    <message>
        <source>Pace of mail at level Warning</source>
        <translation>レベル「警告」のメールの送信間隔</translation>
    </message>
    <message>
        <source>Most mails an hour at level Warning</source>
        <translation>レベル「警告」の1時間あたりの最大通数</translation>
    </message>
    <message>
        <source>Pace of mail at level Error</source>
        <translation>レベル「エラー」のメールの送信間隔</translation>
    </message>
    <message>
        <source>Most mails an hour at level Error</source>
        <translation>レベル「エラー」の1時間あたりの最大通数</translation>
    </message>
    <message>
        <source>Pace of mail at level Critical</source>
        <translation>レベル「重大」のメールの送信間隔</translation>
    </message>
    <message>
        <source>Most mails an hour at level Critical</source>
        <translation>レベル「重大」の1時間あたりの最大通数</translation>
    </message>
    <message>
        <source>Alert rules</source>
        <translation>アラートのルール</translation>
    </message>
    <message>
        <source>Checkpoints by mail</source>
        <translation>チェックポイントのメール</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>Mail to</source>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>送信間隔</translation>
    </message>
    <message>
        <source>Most mails an hour</source>
        <translation>1時間あたりの最大通数</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>即時</translation>
    </message>
    <message>
        <source>Every 15 minutes</source>
        <translation>15分ごと</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>1時間ごと</translation>
    </message>
    <message>
        <source>Once a day</source>
        <translation>1日1回</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 他%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>他%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>%Ln件追加</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln件削除</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln件変更</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours</source>
        <translation>
            <numerusform>%Ln時間</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes</source>
        <translation>
            <numerusform>%Ln分</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;Colours</source>
        <translation>配色(&amp;C)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>システムに合わせる(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>ライト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>ダーク(&amp;D)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>言語(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;About Sekimori</source>
        <translation>Sekimoriについて(&amp;A)</translation>
    </message>
    <message>
        <source>Se&amp;kimori</source>
        <translation>Sekimori(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>適用(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Revert</source>
        <translation>元に戻す(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>更新(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Sign out and show the connections</source>
        <translation>ログアウトして接続一覧を表示(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Find a page, setting or command…</source>
        <translation>ページ、設定、コマンドを検索(&amp;F)…</translation>
    </message>
    <message>
        <source>Change &amp;password…</source>
        <translation>パスワードを変更…(&amp;P)</translation>
    </message>
    <message>
        <source>Lo&amp;g</source>
        <translation>ログ(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Add files to this log…</source>
        <translation>このログにファイルを追加(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Files of this log…</source>
        <translation>このログのファイル(&amp;F)…</translation>
    </message>
    <message>
        <source>What could not be &amp;read…</source>
        <translation>読み取れなかった箇所(&amp;R)…</translation>
    </message>
    <message>
        <source>Follow files that are being wri&amp;tten</source>
        <translation>書き込み中のファイルを追う(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>エクスポート(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Connections</source>
        <translation>接続(&amp;C)</translation>
    </message>
    <message>
        <source>Close this &amp;window</source>
        <translation>このウィンドウを閉じる(&amp;W)</translation>
    </message>
    <message>
        <source>Time &amp;zone…</source>
        <translation>タイムゾーン(&amp;Z)…</translation>
    </message>
    <message>
        <source>&amp;Open log files…</source>
        <translation>ログファイルを開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Recent &amp;log files</source>
        <translation>最近使ったログファイル(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>この一覧を消去(&amp;C)</translation>
    </message>
</context>
<context>
    <name>CsvLines</name>
    <message>
        <source>Line</source>
        <comment>column: number of a line in a file</comment>
        <translation>行</translation>
    </message>
    <message>
        <source>Address or network</source>
        <comment>column</comment>
        <translation>アドレスまたはネットワーク</translation>
    </message>
    <message>
        <source>Memo</source>
        <comment>column</comment>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Why it is left out</source>
        <comment>column: fault of a line in a file</comment>
        <translation>除外の理由</translation>
    </message>
</context>
<context>
    <name>DamageWords</name>
    <message>
        <source>File</source>
        <comment>column</comment>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Line</source>
        <comment>column</comment>
        <translation>行</translation>
    </message>
    <message>
        <source>Character</source>
        <comment>column: its place in the line</comment>
        <translation>文字位置</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <comment>column</comment>
        <translation>問題</translation>
    </message>
    <message>
        <source>What stands there</source>
        <comment>column</comment>
        <translation>そこにある内容</translation>
    </message>
</context>
<context>
    <name>Deliveries</name>
    <message>
        <source>Date and time: %1</source>
        <comment>column; time zone</comment>
        <translation>日時: %1</translation>
    </message>
    <message>
        <source>Level or rule</source>
        <comment>column</comment>
        <translation>レベルまたはルール</translation>
    </message>
    <message>
        <source>Subject</source>
        <comment>column</comment>
        <translation>件名</translation>
    </message>
    <message>
        <source>Events</source>
        <comment>column</comment>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Recipients</source>
        <comment>column</comment>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Attempts</source>
        <comment>column</comment>
        <translation>試行</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <comment>column</comment>
        <translation>次の試行</translation>
    </message>
    <message>
        <source>Last answer of the mail server</source>
        <comment>column</comment>
        <translation>メールサーバーの最後の応答</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>The platform&apos;s certificate is not the one that you have trusted for this connection, so nothing was sent. Trusted: %1. Presented: %2. Ask the platform&apos;s operator, by another way than this connection, whether the certificate was exchanged.</source>
        <translation>プラットフォームの証明書が、この接続で信頼しているものと異なるため、何も送信していません。信頼している証明書: %1。提示された証明書: %2。証明書を交換したかどうかを、この接続以外の方法でプラットフォームの運用者に確認してください。</translation>
    </message>
    <message>
        <source>The platform cannot be reached. Check the address and the network.</source>
        <translation>プラットフォームに接続できません。アドレスとネットワークを確認してください。</translation>
    </message>
    <message>
        <source>The platform did not answer in time. It may be busy, or the way to it is broken.</source>
        <translation>プラットフォームが時間内に応答しませんでした。混み合っているか、経路に障害がある可能性があります。</translation>
    </message>
    <message>
        <source>What answered does not speak like a Sekimori platform of this version. Check address and port.</source>
        <translation>応答が、このバージョンのSekimoriプラットフォームのものではありません。アドレスとポートを確認してください。</translation>
    </message>
    <message>
        <source>The answer was larger than any that a platform should give, so it was not read to its end.</source>
        <translation>応答がプラットフォームとしてあり得ない大きさのため、途中で読み取りを中止しました。</translation>
    </message>
    <message>
        <source>The platform&apos;s certificate was issued by an authority that this computer does not know.</source>
        <translation>プラットフォームの証明書は、このコンピューターが信頼していない認証局から発行されています。</translation>
    </message>
    <message>
        <source>The platform&apos;s certificate cannot be accepted, so nothing was sent.</source>
        <translation>プラットフォームの証明書を受け入れられないため、何も送信していません。</translation>
    </message>
    <message>
        <source>The tenant&apos;s gate asks for the user name and password of its Basic authentication.</source>
        <translation>テナントのゲートが、Basic認証のユーザー名とパスワードを要求しています。</translation>
    </message>
    <message>
        <source>The tenant&apos;s gate does not let in the address that you come from.</source>
        <translation>お使いの接続元アドレスは、テナントのゲートで許可されていません。</translation>
    </message>
    <message>
        <source>The tenant&apos;s gate asks for a client certificate at this host name. Connect to the tenant&apos;s main host.</source>
        <translation>このホスト名では、テナントのゲートがクライアント証明書を要求します。テナントの通常のホスト名に接続してください。</translation>
    </message>
    <message>
        <source>The user name or the password is wrong.</source>
        <translation>ユーザー名またはパスワードが正しくありません。</translation>
    </message>
    <message>
        <source>Your session has ended. Sign in again; what you have entered stays.</source>
        <translation>セッションが終了しました。もう一度ログインしてください。入力した内容は保持されます。</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>お使いのロールでは、この操作は許可されていません。</translation>
    </message>
    <message>
        <source>The platform refused the request.</source>
        <translation>プラットフォームが要求を拒否しました。</translation>
    </message>
    <message>
        <source>Somebody else has changed these settings since you have loaded them. Nothing of yours was saved.</source>
        <translation>読み込んだ後に、他のユーザーがこれらの設定を変更しました。入力した内容は保存されていません。</translation>
    </message>
    <message>
        <source>With this change you would no longer get in yourself. Nothing was saved.</source>
        <translation>この変更を行うと、自分自身が接続できなくなります。何も保存されていません。</translation>
    </message>
    <message>
        <source>The platform has trouble of its own at the moment.</source>
        <translation>プラットフォームで現在、障害が発生しています。</translation>
    </message>
    <message>
        <source>Your password has expired. Choose another to sign in.</source>
        <translation>パスワードの有効期間が切れています。ログインするには別のパスワードを設定してください。</translation>
    </message>
    <message>
        <source>Your password has to be changed. Choose another to sign in.</source>
        <translation>パスワードの変更が必要です。ログインするには別のパスワードを設定してください。</translation>
    </message>
</context>
<context>
    <name>Failures</name>
    <message>
        <source>Module</source>
        <comment>column</comment>
        <translation>モジュール</translation>
    </message>
    <message>
        <source>Action</source>
        <comment>column</comment>
        <translation>アクション</translation>
    </message>
    <message>
        <source>Times</source>
        <comment>column: how often</comment>
        <translation>回数</translation>
    </message>
    <message>
        <source>Last at</source>
        <comment>column: time</comment>
        <translation>最終日時</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Date and time: %1</source>
        <comment>column; time zone</comment>
        <translation>日時: %1</translation>
    </message>
    <message>
        <source>Changed by</source>
        <comment>column</comment>
        <translation>変更者</translation>
    </message>
    <message>
        <source>Section</source>
        <comment>column</comment>
        <translation>セクション</translation>
    </message>
    <message>
        <source>What changed</source>
        <comment>column</comment>
        <translation>変更内容</translation>
    </message>
</context>
<context>
    <name>HistoryDetails</name>
    <message>
        <source>%1, revision %2</source>
        <comment>section</comment>
        <translation>%1、リビジョン%2</translation>
    </message>
    <message>
        <source>Changed by %1 at %2</source>
        <comment>person, time</comment>
        <translation>%1が%2に変更</translation>
    </message>
    <message>
        <source>Changed by %1 from %2 at %3</source>
        <comment>person, address, time</comment>
        <translation>%1が%2から%3に変更</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>理由: %1</translation>
    </message>
</context>
<context>
    <name>IpEntries</name>
    <message>
        <source>No.</source>
        <comment>column: place of an entry in the list</comment>
        <translation>番号</translation>
    </message>
    <message>
        <source>Address or network</source>
        <comment>column</comment>
        <translation>アドレスまたはネットワーク</translation>
    </message>
    <message>
        <source>Memo</source>
        <comment>column</comment>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Remark</source>
        <comment>column: what is odd about an entry</comment>
        <translation>備考</translation>
    </message>
</context>
<context>
    <name>KeyringFailure</name>
    <message>
        <source>No keyring of this system answers, so passwords cannot be remembered here. (%1)</source>
        <translation>このシステムのキーリングが応答しないため、パスワードを保存できません。(%1)</translation>
    </message>
    <message>
        <source>The system&apos;s keyring did not give access. Unlock it and try again.</source>
        <translation>システムのキーリングにアクセスできませんでした。ロックを解除して、もう一度お試しください。</translation>
    </message>
</context>
<context>
    <name>LineRemarks</name>
    <message>
        <source>Line</source>
        <comment>column: number in a file</comment>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <comment>column: which of a file</comment>
        <translation>列</translation>
    </message>
    <message>
        <source>What about it</source>
        <comment>column</comment>
        <translation>内容</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>エラー: %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>警告: %1</translation>
    </message>
</context>
<context>
    <name>LocalFailure</name>
    <message>
        <source>The local platform&apos;s program is missing. It should be “%1”. Install Sekimori again.</source>
        <translation>ローカルプラットフォームのプログラムがありません。本来の場所は「%1」です。Sekimoriをインストールし直してください。</translation>
    </message>
    <message>
        <source>The local platform could not be started: %1</source>
        <translation>ローカルプラットフォームを起動できませんでした: %1</translation>
    </message>
    <message>
        <source>The local platform stopped while it was starting.</source>
        <translation>ローカルプラットフォームが起動中に停止しました。</translation>
    </message>
    <message>
        <source>The local platform did not answer in time.</source>
        <translation>ローカルプラットフォームが時間内に応答しませんでした。</translation>
    </message>
    <message>
        <source>The local platform refused: %1</source>
        <translation>ローカルプラットフォームに拒否されました: %1</translation>
    </message>
    <message>
        <source>What answers in the place of the local platform does not speak like one of this version.</source>
        <translation>ローカルプラットフォームの代わりに応答しているものは、このバージョンのローカルプラットフォームではありません。</translation>
    </message>
    <message>
        <source>The local platform has stopped.</source>
        <translation>ローカルプラットフォームが停止しました。</translation>
    </message>
</context>
<context>
    <name>LocalPlatform</name>
    <message>
        <source>Local platform</source>
        <translation>ローカルプラットフォーム</translation>
    </message>
</context>
<context>
    <name>Locks</name>
    <message>
        <source>until an administrator unlocks it</source>
        <translation>管理者が解除するまで</translation>
    </message>
    <message>
        <source>Who</source>
        <comment>column: locked person</comment>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Role</source>
        <comment>column</comment>
        <translation>役割</translation>
    </message>
    <message>
        <source>Locked since: %1</source>
        <comment>column; time zone</comment>
        <translation>ロック開始: %1</translation>
    </message>
    <message>
        <source>Until</source>
        <comment>column: end of a lock</comment>
        <translation>ロック終了</translation>
    </message>
    <message>
        <source>Wrong passwords</source>
        <comment>column: how many</comment>
        <translation>誤ったパスワード</translation>
    </message>
    <message>
        <source>From</source>
        <comment>column: addresses</comment>
        <translation>接続元</translation>
    </message>
    <message numerus="yes">
        <source>%1, in %Ln minutes</source>
        <comment>time of day</comment>
        <translation>
            <numerusform>%1（あと%Ln分）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogStatus</name>
    <message>
        <source>Reading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>%1 events so far, reading on</source>
        <translation>これまでに%1件、読み込み中</translation>
    </message>
    <message>
        <source>%1 found so far, searching on</source>
        <translation>これまでに%1件見つかり、検索中</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <comment>how many so far; percent done</comment>
        <translation>%1（%2 %）</translation>
    </message>
    <message>
        <source>%1 events so far</source>
        <translation>これまでに%1件</translation>
    </message>
    <message>
        <source>%1 of %2 events</source>
        <translation>%2件中%1件</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1件</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Argon2 with m=%1 KiB, t=%2, p=%3 is refused. At most m=%4, t=%5, p=%6 are computed, each at least 1 and m at least eight times p.</source>
        <translation>Argon2のm=%1 KiB、t=%2、p=%3は拒否されました。計算できるのはm=%4、t=%5、p=%6までです。いずれも1以上とし、mはpの8倍以上にしてください。</translation>
    </message>
    <message>
        <source>Argon2 could not be computed: %1. Check that memory is not exhausted.</source>
        <translation>Argon2を計算できませんでした: %1。メモリーが不足していないか確認してください。</translation>
    </message>
    <message>
        <source>The certificate “%1” does not say in a readable form from when until when it holds. Ask whoever issued it for another.</source>
        <translation>証明書「%1」の有効期間を読み取れません。発行元に再発行を依頼してください。</translation>
    </message>
    <message>
        <source>The password is not valid Unicode text. Type it again.</source>
        <translation>パスワードが正しいUnicodeテキストではありません。入力し直してください。</translation>
    </message>
    <message>
        <source>This is not a certificate in PEM form: %1. Expected is text that begins with “-----BEGIN CERTIFICATE-----”.</source>
        <translation>PEM形式の証明書ではありません: %1。「-----BEGIN CERTIFICATE-----」で始まるテキストが必要です。</translation>
    </message>
    <message>
        <source>This is not an unencrypted private key in PEM form: %1. Expected is text that begins with “-----BEGIN PRIVATE KEY-----”.</source>
        <translation>PEM形式の暗号化されていない秘密鍵ではありません: %1。「-----BEGIN PRIVATE KEY-----」で始まるテキストが必要です。</translation>
    </message>
    <message>
        <source>An authority cannot be called “%1”. Give it a name of 1 to 64 characters.</source>
        <translation>認証局の名前に「%1」は使用できません。1～64文字の名前を指定してください。</translation>
    </message>
    <message>
        <source>A certificate cannot hold from %1 until %2. Its end has to come after its start, and both have to lie between the years 1950 and 9999.</source>
        <translation>証明書の有効期間を%1から%2までにすることはできません。終了は開始より後とし、どちらも1950年から9999年までの間にしてください。</translation>
    </message>
    <message>
        <source>“%1” is not a certificate authority. Use the certificate that was made for one.</source>
        <translation>「%1」は認証局の証明書ではありません。認証局用に作成された証明書を使用してください。</translation>
    </message>
    <message>
        <source>The certificate would hold from %1 until %2, but its authority “%3” holds from %4 until %5. Choose dates within, or renew the authority.</source>
        <translation>証明書の有効期間は%1から%2までですが、認証局「%3」の有効期間は%4から%5までです。その期間内の日付を選択するか、認証局を更新してください。</translation>
    </message>
    <message>
        <source>The private key does not belong to the certificate “%1”. Use the key that was made with it.</source>
        <translation>秘密鍵が証明書「%1」と一致しません。この証明書と対になる鍵を使用してください。</translation>
    </message>
    <message>
        <source>The certificate could not be made: %1.</source>
        <translation>証明書を作成できませんでした: %1。</translation>
    </message>
    <message>
        <source>A server&apos;s certificate needs a host name or an IP address. Name at least one.</source>
        <translation>サーバー証明書にはホスト名またはIPアドレスが必要です。1つ以上指定してください。</translation>
    </message>
    <message>
        <source>“%1” is not a host name. Write labels of 1 to 63 letters, digits and inner hyphens, parted by dots, 253 characters in all at most; the last label may not be a number.</source>
        <translation>「%1」はホスト名ではありません。英字、数字、途中のハイフンからなる1～63文字のラベルをドットで区切り、全体を253文字以内で入力してください。最後のラベルを数字だけにすることはできません。</translation>
    </message>
    <message>
        <source>No client would accept “%1”. A wildcard is the whole first label and stands before at least two more, as in “*.example.org”.</source>
        <translation>「%1」を受け付けるクライアントはありません。ワイルドカードは「*.example.org」のように先頭のラベル全体とし、その後に2つ以上のラベルが必要です。</translation>
    </message>
    <message>
        <source>“%1” is not an IP address. Write it as 192.0.2.1 or 2001:db8::1, with no prefix, port or zone.</source>
        <translation>「%1」はIPアドレスではありません。192.0.2.1または2001:db8::1のように、プレフィックス、ポート、ゾーンを付けずに入力してください。</translation>
    </message>
    <message>
        <source>The certificate&apos;s host names could not be written: %1.</source>
        <translation>証明書のホスト名を書き込めませんでした: %1。</translation>
    </message>
    <message>
        <source>There are more mistakes than the %1 that are told here. Correct these, then try again.</source>
        <translation>ここに表示されている%1件のほかにも誤りがあります。これらを修正してから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The connection has no name. Give it one that you will recognise.</source>
        <translation>接続に名前がありません。識別しやすい名前を付けてください。</translation>
    </message>
    <message>
        <source>“%1” is not a host name. Enter the tenant&apos;s, such as demo.example.org, without https:// and without a port.</source>
        <translation>「%1」はホスト名ではありません。demo.example.orgのようなテナントのホスト名を、https://とポートを付けずに入力してください。</translation>
    </message>
    <message>
        <source>“%1” is neither an IP address nor a host name. Leave it empty to find the platform by the tenant&apos;s host name.</source>
        <translation>「%1」はIPアドレスでもホスト名でもありません。テナントのホスト名でプラットフォームに接続する場合は、空のままにしてください。</translation>
    </message>
    <message>
        <source>There is no port 0. Enter a number from 1 to 65535; usual is 443.</source>
        <translation>ポート0はありません。1～65535の数値を入力してください。通常は443です。</translation>
    </message>
    <message>
        <source>The trusted certificate of this connection cannot be read. Remove it and connect again.</source>
        <translation>この接続で信頼している証明書を読み取れません。削除して接続し直してください。</translation>
    </message>
    <message>
        <source>The connection “%1” lacks a field or has one of a wrong type.</source>
        <translation>接続「%1」のフィールドが不足しているか、型が正しくありません。</translation>
    </message>
    <message>
        <source>The connection profiles in “%1” could not be read: %2. Check the file&apos;s permissions.</source>
        <translation>「%1」の接続プロファイルを読み取れませんでした: %2。ファイルのアクセス権を確認してください。</translation>
    </message>
    <message>
        <source>The file “%1” does not hold connection profiles (%2). It was kept as “%3”, and the list begins empty.</source>
        <translation>ファイル「%1」は接続プロファイルではありません (%2)。ファイルは「%3」として保管し、空のリストから始めます。</translation>
    </message>
    <message>
        <source>The file “%1” does not hold connection profiles (%2), and it could not be put aside. Move it away before you save a profile.</source>
        <translation>ファイル「%1」は接続プロファイルではなく (%2)、別の場所に移すこともできませんでした。プロファイルを保存する前に、このファイルを移動してください。</translation>
    </message>
    <message>
        <source>The connection profiles could not be saved in “%1”: %2. What was there before is unchanged.</source>
        <translation>接続プロファイルを「%1」に保存できませんでした: %2。以前の内容は変更されていません。</translation>
    </message>
    <message>
        <source>The platform&apos;s answer has no readable revision for the section “%1”.</source>
        <translation>プラットフォームの応答から、セクション「%1」のリビジョンを読み取れません。</translation>
    </message>
    <message>
        <source>Character %1 is not allowed; use letters A to Z, a to z, digits, “-” and “_”.</source>
        <translation>%1文字目は使用できません。A～Z、a～z、数字、「-」、「_」を使用してください。</translation>
    </message>
    <message>
        <source>Character %1 is not allowed; use the printable characters of ASCII.</source>
        <translation>%1文字目は使用できません。ASCIIの印字可能文字を使用してください。</translation>
    </message>
    <message>
        <source>A user name is needed, 1 to 127 characters.</source>
        <translation>1～127文字のユーザー名が必要です。</translation>
    </message>
    <message>
        <source>A password is needed, 5 to 64 characters.</source>
        <translation>5～64文字のパスワードが必要です。</translation>
    </message>
    <message>
        <source>The second pair needs an end; choose the time until which it is valid.</source>
        <translation>2組目には期限が必要です。いつまで有効かを指定してください。</translation>
    </message>
    <message>
        <source>The second pair is the same as the first; change its password or remove it.</source>
        <translation>2組目が1組目と同じです。2組目のパスワードを変更するか、2組目を削除してください。</translation>
    </message>
    <message>
        <source>“%1” has a quotation mark inside. Put the whole field into quotation marks and double those inside.</source>
        <translation>「%1」の途中に引用符があります。フィールド全体を引用符で囲み、中の引用符は2つ重ねてください。</translation>
    </message>
    <message>
        <source>After the closing quotation mark stands “%1”. Double the quotation marks inside a quoted field.</source>
        <translation>閉じる引用符の後に「%1」があります。引用符で囲んだフィールド内の引用符は2つ重ねてください。</translation>
    </message>
    <message>
        <source>A quotation mark is opened here and never closed. Close it or remove it.</source>
        <translation>ここで始まる引用符が閉じられていません。引用符を閉じるか、削除してください。</translation>
    </message>
    <message>
        <source>The file is UTF-16. Save it as “CSV UTF-8” and import it again.</source>
        <translation>ファイルがUTF-16です。「CSV UTF-8」として保存し、もう一度インポートしてください。</translation>
    </message>
    <message>
        <source>The file says that it is UTF-8, but has bytes that are not. Save it as “CSV UTF-8”.</source>
        <translation>ファイルはUTF-8とされていますが、UTF-8ではないバイトが含まれています。「CSV UTF-8」として保存してください。</translation>
    </message>
    <message>
        <source>The file is neither UTF-8 nor Shift-JIS. Save it as “CSV UTF-8” and import it again.</source>
        <translation>ファイルはUTF-8でもShift-JISでもありません。「CSV UTF-8」として保存し、もう一度インポートしてください。</translation>
    </message>
    <message>
        <source>The file is not UTF-8, and this build of Qt cannot read Shift-JIS. Save it as “CSV UTF-8” and import it again.</source>
        <translation>ファイルはUTF-8ではなく、このQtのビルドではShift-JISを読み取れません。「CSV UTF-8」として保存し、もう一度インポートしてください。</translation>
    </message>
    <message>
        <source>%1 is too small; the least is %2.</source>
        <translation>%1は小さすぎます。最小値は%2です。</translation>
    </message>
    <message>
        <source>%1 is too large; the most is %2.</source>
        <translation>%1は大きすぎます。最大値は%2です。</translation>
    </message>
    <message>
        <source>%1 is not offered; choose one of %2.</source>
        <translation>%1は選択できません。次のいずれかを選択してください: %2。</translation>
    </message>
    <message>
        <source>The text has %1 characters; at least %2 are needed.</source>
        <translation>テキストが%1文字です。%2文字以上必要です。</translation>
    </message>
    <message>
        <source>The text has %1 characters; at most %2 are allowed.</source>
        <translation>テキストが%1文字です。%2文字以内にしてください。</translation>
    </message>
    <message>
        <source>The list has %1 entries; at most %2 are allowed.</source>
        <translation>リストに%1件のエントリーがあります。登録できるのは%2件までです。</translation>
    </message>
    <message>
        <source>The address is empty. Enter one such as 192.0.2.1 or 2001:db8::1.</source>
        <translation>アドレスが空です。192.0.2.1または2001:db8::1のように入力してください。</translation>
    </message>
    <message>
        <source>“%1” is too long for an address. Enter one such as 192.0.2.1 or 2001:db8::1.</source>
        <translation>「%1」はアドレスとしては長すぎます。192.0.2.1または2001:db8::1のように入力してください。</translation>
    </message>
    <message>
        <source>“%1” has a blank. Write the address without blanks.</source>
        <translation>「%1」に空白が含まれています。アドレスは空白を入れずに入力してください。</translation>
    </message>
    <message>
        <source>“%1” has the character “%2”. Write the address in half-width (ASCII) characters.</source>
        <translation>「%1」に文字「%2」が含まれています。アドレスは半角 (ASCII) 文字で入力してください。</translation>
    </message>
    <message>
        <source>“%1” has brackets. Write the address without “[” and “]”, and without a port.</source>
        <translation>「%1」に角かっこが含まれています。アドレスは「[」「]」とポートを付けずに入力してください。</translation>
    </message>
    <message>
        <source>“%1” has a zone (“%2”), which means something on one machine only. Leave it out.</source>
        <translation>「%1」にゾーン (「%2」) が含まれています。ゾーンは1台のコンピューター内でしか意味を持たないため、削除してください。</translation>
    </message>
    <message>
        <source>“%1” is a network. A single address is wanted here.</source>
        <translation>「%1」はネットワークです。ここには単一のアドレスを入力してください。</translation>
    </message>
    <message>
        <source>“%1” has a port. Write the address without “%2”.</source>
        <translation>「%1」にポートが含まれています。「%2」を付けずに入力してください。</translation>
    </message>
    <message>
        <source>“%1” is not an IP address. Enter one such as 192.0.2.1 or 2001:db8::1.</source>
        <translation>「%1」はIPアドレスではありません。192.0.2.1または2001:db8::1のように入力してください。</translation>
    </message>
    <message>
        <source>“%1” has a wrong count of numbers: %2. An IPv4 address has four, with dots between.</source>
        <translation>「%1」の数値の個数が正しくありません (%2個)。IPv4アドレスは、ドットで区切った4つの数値です。</translation>
    </message>
    <message>
        <source>“%1” has a dot with no number beside it. An IPv4 address has four numbers.</source>
        <translation>「%1」に、隣に数値のないドットがあります。IPv4アドレスには4つの数値が必要です。</translation>
    </message>
    <message>
        <source>“%1” has the number “%2” with a leading zero, which some programs read as octal. Write it without the zero.</source>
        <translation>「%1」の数値「%2」の先頭に0が付いています。8進数として読み取るプログラムがあるため、先頭の0を付けずに入力してください。</translation>
    </message>
    <message>
        <source>“%1” has the number “%2”. Each number of an IPv4 address is from 0 to 255.</source>
        <translation>「%1」に数値「%2」が含まれています。IPv4アドレスの各数値は0～255です。</translation>
    </message>
    <message>
        <source>“%1” has the hexadecimal number “%2”. Write IPv4 addresses in decimal.</source>
        <translation>「%1」に16進数「%2」が含まれています。IPv4アドレスは10進数で入力してください。</translation>
    </message>
    <message>
        <source>“%1” has “::” more than once. It may stand for zeros in one place only.</source>
        <translation>「%1」に「::」が複数あります。0の省略に使えるのは1か所だけです。</translation>
    </message>
    <message>
        <source>“%1” begins or ends with a single colon. Write “::” for zeros, or remove it.</source>
        <translation>「%1」の先頭または末尾に1つだけのコロンがあります。0を省略する場合は「::」とし、そうでなければ削除してください。</translation>
    </message>
    <message>
        <source>“%1” has a wrong count of groups: %2. An IPv6 address has eight, or at most seven beside “::”.</source>
        <translation>「%1」のグループの個数が正しくありません (%2個)。IPv6アドレスは8グループ、「::」を使う場合は7グループまでです。</translation>
    </message>
    <message>
        <source>“%1” has the group “%2”. Each group of an IPv6 address is one to four hexadecimal digits.</source>
        <translation>「%1」にグループ「%2」が含まれています。IPv6アドレスの各グループは1～4桁の16進数です。</translation>
    </message>
    <message>
        <source>“%1” has “%2” in the wrong place. IPv4 form may stand only at the end.</source>
        <translation>「%1」の「%2」の位置が正しくありません。IPv4形式を使えるのは末尾だけです。</translation>
    </message>
    <message>
        <source>Character %1 of the text is a line break or another control character. Remove it.</source>
        <translation>テキストの%1文字目が改行などの制御文字です。削除してください。</translation>
    </message>
    <message>
        <source>The file has %1 bytes. At most %2 can be imported; split it.</source>
        <translation>ファイルが%1バイトあります。インポートできるのは%2バイトまでです。ファイルを分割してください。</translation>
    </message>
    <message>
        <source>There are more than %1 entries up to line %2. At most %1 are allowed.</source>
        <translation>%2行目までに、エントリーが%1件を超えました。登録できるのは%1件までです。</translation>
    </message>
    <message>
        <source>The file is empty. Its first line must be “IP Address,CIDR,Memo”.</source>
        <translation>ファイルが空です。先頭行は「IP Address,CIDR,Memo」としてください。</translation>
    </message>
    <message>
        <source>The first line is “%1”. It must name the columns: “IP Address,CIDR,Memo” or “IPアドレス,CIDR,メモ”.</source>
        <translation>先頭行が「%1」になっています。列名の「IP Address,CIDR,Memo」または「IPアドレス,CIDR,メモ」としてください。</translation>
    </message>
    <message>
        <source>The line has more fields than the header: “%1” is left over. Put a memo with a comma into quotation marks.</source>
        <translation>この行のフィールドがヘッダーより多く、「%1」が余っています。コンマを含むメモは引用符で囲んでください。</translation>
    </message>
    <message>
        <source>“%1” has a prefix length, and the CIDR column has “%2”. Write it in one place only.</source>
        <translation>「%1」にプレフィックス長があり、CIDR列にも「%2」があります。どちらか一方だけに記入してください。</translation>
    </message>
    <message>
        <source>“%1” has host bits set. It counts as “%2”; write that, or a single address.</source>
        <translation>「%1」にホスト部のビットが設定されています。「%2」として扱われます。そのように入力するか、単一のアドレスを入力してください。</translation>
    </message>
    <message>
        <source>“%1” stands in row %2 already. Remove one of the two.</source>
        <translation>「%1」はすでに%2行目にあります。どちらかを削除してください。</translation>
    </message>
    <message>
        <source>“%1” is inside “%2” of row %3, which lets it in anyway. Remove one of the two.</source>
        <translation>「%1」は%3行目の「%2」に含まれており、すでに許可されています。どちらかを削除してください。</translation>
    </message>
    <message>
        <source>“%1” has the prefix length “%2”. Write a whole number from 0 to %3.</source>
        <translation>「%1」のプレフィックス長が「%2」です。0～%3の整数を入力してください。</translation>
    </message>
    <message>
        <source>“%1” has nothing after the “/”. Write a prefix length from 0 to %2, or no “/”.</source>
        <translation>「%1」の「/」の後に何もありません。0～%2のプレフィックス長を入力するか、「/」を削除してください。</translation>
    </message>
    <message>
        <source>“%1” has the prefix length “%2” with a leading zero. Write it without the zero.</source>
        <translation>「%1」のプレフィックス長「%2」の先頭に0が付いています。先頭の0を付けずに入力してください。</translation>
    </message>
    <message>
        <source>“%1” has the prefix length %2. It must be from 0 to %3.</source>
        <translation>「%1」のプレフィックス長が%2です。0～%3にしてください。</translation>
    </message>
    <message>
        <source>“%1” is an IPv4-mapped network with the prefix length %2. It must be from 96 to 128; plain IPv4 is clearer.</source>
        <translation>「%1」はプレフィックス長が%2のIPv4射影ネットワークです。プレフィックス長は96～128にしてください。通常のIPv4で入力する方が明確です。</translation>
    </message>
    <message>
        <source>“%1” has a network mask. Write it with a prefix length: “%2”.</source>
        <translation>「%1」にネットワークマスクが含まれています。プレフィックス長を使って「%2」と入力してください。</translation>
    </message>
    <message>
        <source>“%1” has “%2” after the “/”, which no prefix length stands for. Write a number from 0 to %3.</source>
        <translation>「%1」の「/」の後の「%2」に対応するプレフィックス長はありません。0～%3の数値を入力してください。</translation>
    </message>
    <message>
        <source>“%1” lacks an end. Write a range as two addresses with “-” between.</source>
        <translation>「%1」には範囲の一端がありません。範囲は2つのアドレスを「-」でつないで入力してください。</translation>
    </message>
    <message>
        <source>“%1” is a range with a prefix length. Write it as two addresses with “-” between.</source>
        <translation>「%1」は範囲ですが、プレフィックス長が付いています。範囲は2つのアドレスを「-」でつないで入力してください。</translation>
    </message>
    <message>
        <source>“%1” runs backwards. Write the lower address first: “%3-%2”.</source>
        <translation>「%1」は範囲の順序が逆です。小さい方のアドレスを先に「%3-%2」と入力してください。</translation>
    </message>
    <message>
        <source>“%1” runs from one family to the other. Both ends must be IPv4, or both IPv6.</source>
        <translation>「%1」は範囲の両端でアドレスの種類が異なります。両端ともIPv4、または両端ともIPv6にしてください。</translation>
    </message>
    <message>
        <source>The ranges of the list come to more than %1 networks, which are the most allowed. Write them as networks that are wider, or fewer of them.</source>
        <translation>リスト内の範囲を展開すると、上限である%1件を超えるネットワークになります。より広いネットワークにまとめるか、数を減らしてください。</translation>
    </message>
    <message>
        <source>The value must be true or false.</source>
        <translation>値はtrueまたはfalseにしてください。</translation>
    </message>
    <message>
        <source>The value must be a whole number.</source>
        <translation>値は整数にしてください。</translation>
    </message>
    <message>
        <source>The value must be a whole number of seconds.</source>
        <translation>値は秒単位の整数にしてください。</translation>
    </message>
    <message>
        <source>The value must be a whole number of minutes.</source>
        <translation>値は分単位の整数にしてください。</translation>
    </message>
    <message>
        <source>The value must be a whole number of hours.</source>
        <translation>値は時間単位の整数にしてください。</translation>
    </message>
    <message>
        <source>The value must be a whole number of days.</source>
        <translation>値は日単位の整数にしてください。</translation>
    </message>
    <message>
        <source>The value must be text.</source>
        <translation>値はテキストにしてください。</translation>
    </message>
    <message>
        <source>The text has half of a character. Type it again.</source>
        <translation>テキストに不完全な文字が含まれています。入力し直してください。</translation>
    </message>
    <message>
        <source>The value must be a time or null.</source>
        <translation>値は時刻またはnullにしてください。</translation>
    </message>
    <message>
        <source>The value must be text that is not empty, or null to clear it.</source>
        <translation>値は空でないテキストにしてください。消去する場合はnullを指定してください。</translation>
    </message>
    <message>
        <source>The value must be 64 lower-case hexadecimal digits.</source>
        <translation>値は64桁の小文字の16進数にしてください。</translation>
    </message>
    <message>
        <source>The value must be a list.</source>
        <translation>値はリストにしてください。</translation>
    </message>
    <message>
        <source>The value must be an object.</source>
        <translation>値はオブジェクトにしてください。</translation>
    </message>
    <message>
        <source>There is no field called “%1” here; the fields are %2.</source>
        <translation>ここに「%1」というフィールドはありません。使用できるフィールド: %2。</translation>
    </message>
    <message>
        <source>The field is missing.</source>
        <translation>フィールドがありません。</translation>
    </message>
    <message>
        <source>“%1” is not known; choose one of %2.</source>
        <translation>「%1」は不明な値です。次のいずれかを選択してください: %2。</translation>
    </message>
    <message>
        <source>“%1” is not a time with a zone such as 2026-03-05T14:00:00Z.</source>
        <translation>「%1」は、2026-03-05T14:00:00Zのようなタイムゾーン付きの時刻ではありません。</translation>
    </message>
    <message>
        <source>Basic authentication is asked only from addresses that are not let in, and “allow all” lets in every address. Choose “allow listed” or “deny all” under IP address restriction first, or set both in one step.</source>
        <translation>Basic認証は、許可されていないアドレスにだけ要求されます。「すべて許可」ではすべてのアドレスが許可されます。先にIPアドレス制限で「一部許可」または「すべて拒否」を選択するか、両方を一度に設定してください。</translation>
    </message>
    <message>
        <source>There is no section called “%1”; the sections are %2.</source>
        <translation>「%1」というセクションはありません。使用できるセクション: %2。</translation>
    </message>
    <message>
        <source>Enter the user name that you sign in with at this tenant.</source>
        <translation>このテナントへのログインに使うユーザー名を入力してください。</translation>
    </message>
    <message>
        <source>The file “%1” could not be read: %2.</source>
        <translation>ファイル「%1」を読み取れませんでした: %2。</translation>
    </message>
    <message>
        <source>The file “%1” could not be written: %2. Choose another place.</source>
        <translation>ファイル「%1」に書き込めませんでした: %2。別の場所を選択してください。</translation>
    </message>
    <message>
        <source>“%1” has to be a whole number from %2 to %3.</source>
        <translation>「%1」は%2～%3の整数にしてください。</translation>
    </message>
    <message>
        <source>Sign in first: the request has no Sekimori-Token, or its session has ended.</source>
        <translation>先にログインしてください。要求にSekimori-Tokenがないか、セッションが終了しています。</translation>
    </message>
    <message>
        <source>“%1” is not allowed to do this; it takes the role %2.</source>
        <translation>「%1」にはこの操作は許可されていません。ロール%2が必要です。</translation>
    </message>
    <message>
        <source>There is no query parameter called “%1” here. Known are: %2.</source>
        <translation>ここに「%1」というクエリパラメーターはありません。使用できるもの: %2。</translation>
    </message>
    <message>
        <source>The query parameter “%1” is there twice. Send it once.</source>
        <translation>クエリパラメーター「%1」が2回指定されています。1回だけ送信してください。</translation>
    </message>
    <message>
        <source>The body is not well-formed JSON: %1 (line %2, column %3, byte %4). Nothing was changed.</source>
        <translation>本文が正しい形式のJSONではありません: %1 (%2行、%3列、%4バイト目)。何も変更されていません。</translation>
    </message>
    <message>
        <source>The body has to be one JSON object, from “{” to “}”.</source>
        <translation>本文は「{」から「}」までの1つのJSONオブジェクトにしてください。</translation>
    </message>
    <message>
        <source>The JSON names “%1” twice in one object (line %2, column %3, byte %4). Leave one of them out.</source>
        <translation>JSONの1つのオブジェクト内に「%1」が2回あります (%2行、%3列、%4バイト目)。どちらかを削除してください。</translation>
    </message>
    <message>
        <source>The JSON is nested more than %1 levels deep (line %2, column %3, byte %4).</source>
        <translation>JSONの入れ子が%1段を超えています (%2行、%3列、%4バイト目)。</translation>
    </message>
    <message>
        <source>The change names no revision that it is based on. Send the one you read, as If-Match: &quot;REVISION&quot;.</source>
        <translation>変更の基になるリビジョンが指定されていません。読み取ったリビジョンをIf-Match: &quot;REVISION&quot;として送信してください。</translation>
    </message>
    <message>
        <source>If-Match has to be one revision in quotes, such as &quot;7&quot;, exactly as the ETag that was read; “*”, lists and weak tags (W/) are not taken.</source>
        <translation>If-Matchには、読み取ったETagのとおりに「&quot;7&quot;」のような引用符付きのリビジョンを1つ指定してください。「*」、リスト、弱いタグ (W/) は使用できません。</translation>
    </message>
    <message>
        <source>Idempotency-Key has to be there once, with 1 to 64 visible ASCII characters.</source>
        <translation>Idempotency-Keyは、表示可能なASCII文字1～64文字で1回だけ指定してください。</translation>
    </message>
    <message>
        <source>Sekimori-Consent and Sekimori-Reason belong together; send each once, or neither.</source>
        <translation>Sekimori-ConsentとSekimori-Reasonは対で使用します。それぞれ1回ずつ送信するか、どちらも送信しないでください。</translation>
    </message>
    <message>
        <source>Sekimori-Reason has to be 1 to 500 characters on one line, as percent-encoded UTF-8.</source>
        <translation>Sekimori-Reasonは、1行、1～500文字のテキストをパーセントエンコードしたUTF-8で指定してください。</translation>
    </message>
    <message>
        <source>The body has to be sent as “application/json”.</source>
        <translation>本文は「application/json」として送信してください。</translation>
    </message>
    <message>
        <source>There is no field called “%1” here. Known are %2.</source>
        <translation>ここに「%1」というフィールドはありません。使用できるもの: %2。</translation>
    </message>
    <message>
        <source>The field “%1” is missing.</source>
        <translation>フィールド「%1」がありません。</translation>
    </message>
    <message>
        <source>This has to be a text of 1 to %1 characters.</source>
        <translation>1～%1文字のテキストにしてください。</translation>
    </message>
    <message>
        <source>This has to be an object, from “{” to “}”.</source>
        <translation>「{」から「}」までのオブジェクトにしてください。</translation>
    </message>
    <message>
        <source>The login name or the password is not right. Type both again.</source>
        <translation>ログイン名またはパスワードが正しくありません。両方を入力し直してください。</translation>
    </message>
    <message>
        <source>The one-time token is unknown, used or too old. Ask the local platform for another.</source>
        <translation>ワンタイムトークンが不明か、使用済みか、期限切れです。ローカルプラットフォームから新しいトークンを取得してください。</translation>
    </message>
    <message>
        <source>Too many wrong passwords came from %1. Wait %2 seconds before you try again.</source>
        <translation>%1から誤ったパスワードが何度も送信されました。%2秒待ってから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The change names no section. Name at least one of %1.</source>
        <translation>変更にセクションが指定されていません。次のうち1つ以上を指定してください: %1。</translation>
    </message>
    <message>
        <source>The revision has to be the whole number that was read, 0 or more.</source>
        <translation>リビジョンは、読み取った0以上の整数にしてください。</translation>
    </message>
    <message>
        <source>%1. `sekimorid --help` shows what can be given.</source>
        <translation>%1。指定できる内容は`sekimorid --help`で確認できます。</translation>
    </message>
    <message>
        <source>“%1” is not set. Set it in the configuration file, as %2 or as --%1.</source>
        <translation>「%1」が設定されていません。設定ファイル、%2、または--%1で設定してください。</translation>
    </message>
    <message>
        <source>%1: “%2” cannot be the value of “%3”. Expected is %4.</source>
        <translation>%1: 「%2」は「%3」の値として使用できません。指定できる値: %4。</translation>
    </message>
    <message>
        <source>The configuration file “%1” cannot be read: %2.</source>
        <translation>設定ファイル「%1」を読み取れません: %2。</translation>
    </message>
    <message>
        <source>%1: this line is not “key = value”. Begin remarks with “#”.</source>
        <translation>%1: この行は「key = value」の形式ではありません。コメントは「#」で始めてください。</translation>
    </message>
    <message>
        <source>%1: there is no setting called “%2”. Known are %3.</source>
        <translation>%1: 「%2」という設定はありません。使用できるもの: %3。</translation>
    </message>
    <message>
        <source>%1: “%2” was set before, at %3. Leave one of them out.</source>
        <translation>%1: 「%2」はすでに%3で設定されています。どちらかを削除してください。</translation>
    </message>
    <message>
        <source>The control socket “%1” could not be opened: %2.</source>
        <translation>制御用ソケット「%1」を開けませんでした: %2。</translation>
    </message>
    <message>
        <source>There is no command “%1” here. Known are %2.</source>
        <translation>ここに「%1」というコマンドはありません。使用できるもの: %2。</translation>
    </message>
    <message>
        <source>Only the service&apos;s own user and the system&apos;s administrator may give it commands.</source>
        <translation>コマンドを実行できるのは、サービスの実行ユーザーとシステム管理者だけです。</translation>
    </message>
    <message>
        <source>The command is longer than %1 bytes.</source>
        <translation>コマンドが%1バイトを超えています。</translation>
    </message>
    <message>
        <source>The password file “%1” cannot be read: %2.</source>
        <translation>パスワードファイル「%1」を読み取れません: %2。</translation>
    </message>
    <message>
        <source>There is no terminal to ask for the password on. Give --password-file or --generate-password.</source>
        <translation>パスワードを入力する端末がありません。--password-fileまたは--generate-passwordを指定してください。</translation>
    </message>
    <message>
        <source>The two passwords are not the same. Nothing was made.</source>
        <translation>2つのパスワードが一致しません。何も作成されていません。</translation>
    </message>
    <message>
        <source>The running service did not answer on “%1”. Look into its log.</source>
        <translation>実行中のサービスが「%1」で応答しませんでした。サービスのログを確認してください。</translation>
    </message>
    <message>
        <source>Nobody here is called “%1”. Check the address.</source>
        <translation>「%1」という名前のサイトはありません。アドレスを確認してください。</translation>
    </message>
    <message>
        <source>From your address, %1, this site asks for a user name and a password. Ask your administrator for them if you do not have them.</source>
        <translation>お使いのアドレス%1からの接続には、ユーザー名とパスワードが必要です。お持ちでない場合は、管理者にお問い合わせください。</translation>
    </message>
    <message>
        <source>The user name or the password is not right. Type both again; capital and small letters differ.</source>
        <translation>ユーザー名またはパスワードが正しくありません。両方を入力し直してください。大文字と小文字は区別されます。</translation>
    </message>
    <message>
        <source>Too many wrong passwords came from your address, %1. Wait %2 seconds before you try again.</source>
        <translation>お使いのアドレス%1から誤ったパスワードが何度も送信されました。%2秒待ってから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>This address is for secure access with client certificates, which this site has not switched on. Use its main address.</source>
        <translation>このアドレスはクライアント証明書によるセキュアアクセス用ですが、このサイトでは有効になっていません。通常のアドレスをご利用ください。</translation>
    </message>
    <message>
        <source>Your browser sent no client certificate. Install the one that you were given, and choose it when the browser asks.</source>
        <translation>ブラウザーからクライアント証明書が送信されませんでした。配布された証明書をインストールし、ブラウザーの確認画面で選択してください。</translation>
    </message>
    <message>
        <source>Your client certificate was not issued by this site. Choose the one that was.</source>
        <translation>このクライアント証明書は、このサイトが発行したものではありません。このサイトが発行した証明書を選択してください。</translation>
    </message>
    <message>
        <source>Your client certificate is not in this site&apos;s list. Ask your administrator for another.</source>
        <translation>このクライアント証明書は、このサイトに登録されていません。管理者に新しい証明書を依頼してください。</translation>
    </message>
    <message>
        <source>Your client certificate was revoked. Ask your administrator for another.</source>
        <translation>このクライアント証明書は失効しています。管理者に新しい証明書を依頼してください。</translation>
    </message>
    <message>
        <source>Your client certificate is not valid yet. Check your device&apos;s clock, or wait.</source>
        <translation>このクライアント証明書は、まだ有効期間の開始前です。端末の時計を確認するか、しばらくお待ちください。</translation>
    </message>
    <message>
        <source>Your client certificate has expired. Ask your administrator for another.</source>
        <translation>このクライアント証明書は有効期限が切れています。管理者に新しい証明書を依頼してください。</translation>
    </message>
    <message>
        <source>The user of your client certificate does not exist any more. Ask your administrator.</source>
        <translation>このクライアント証明書のユーザーはすでに存在しません。管理者にお問い合わせください。</translation>
    </message>
    <message>
        <source>The user of your client certificate may not use secure access. Ask your administrator.</source>
        <translation>このクライアント証明書のユーザーには、セキュアアクセスが許可されていません。管理者にお問い合わせください。</translation>
    </message>
    <message>
        <source>You came from %1. This site lets in every address.</source>
        <translation>接続元は%1です。このサイトはすべてのアドレスを許可しています。</translation>
    </message>
    <message>
        <source>You came from %1, which is on this site&apos;s list of allowed addresses.</source>
        <translation>接続元は%1で、このサイトの許可リストに登録されています。</translation>
    </message>
    <message>
        <source>You came from %1, which is not on this site&apos;s list, and gave the right user name and password.</source>
        <translation>接続元は%1です。このサイトの許可リストには登録されていませんが、正しいユーザー名とパスワードが入力されました。</translation>
    </message>
    <message>
        <source>You came from %1 and have shown a valid client certificate.</source>
        <translation>接続元は%1です。有効なクライアント証明書が提示されました。</translation>
    </message>
    <message>
        <source>Nobody here by this name</source>
        <translation>この名前のサイトはありません</translation>
    </message>
    <message>
        <source>User name and password, please</source>
        <translation>ユーザー名とパスワードを入力してください</translation>
    </message>
    <message>
        <source>Not from here</source>
        <translation>この場所からは接続できません</translation>
    </message>
    <message>
        <source>A client certificate is needed</source>
        <translation>クライアント証明書が必要です</translation>
    </message>
    <message>
        <source>Wait a moment</source>
        <translation>しばらくお待ちください</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>ここには何もありません</translation>
    </message>
    <message>
        <source>“%1” is not an IP address to listen on. Give one such as 127.0.0.1 or ::.</source>
        <translation>「%1」は、待ち受けに使えるIPアドレスではありません。127.0.0.1または::のように指定してください。</translation>
    </message>
    <message>
        <source>The service cannot listen on %1, port %2: %3. Choose another port or stop the program that uses it.</source>
        <translation>%1のポート%2で待ち受けできません: %3。別のポートを選択するか、このポートを使っているプログラムを停止してください。</translation>
    </message>
    <message>
        <source>The request is not well-formed HTTP/1.1 (%1). Nothing of it was used.</source>
        <translation>要求が正しい形式のHTTP/1.1ではありません (%1)。要求は一切処理されていません。</translation>
    </message>
    <message>
        <source>The request&apos;s target is not a path. Send one that begins with “/”, in ASCII and without a fragment.</source>
        <translation>要求の対象がパスではありません。「/」で始まり、フラグメントのないASCIIのパスを送信してください。</translation>
    </message>
    <message>
        <source>Where the request&apos;s body ends can be read in two ways. Send one Content-Length, or “Transfer-Encoding: chunked” alone, without chunk extensions.</source>
        <translation>要求の本文の終わりが2通りに解釈できます。Content-Lengthを1つだけ送信するか、チャンク拡張のない「Transfer-Encoding: chunked」だけを送信してください。</translation>
    </message>
    <message>
        <source>A header is spread over several lines, which is obsolete. Send each on one line.</source>
        <translation>ヘッダーが複数の行に分かれています。これは廃止された形式です。各ヘッダーを1行で送信してください。</translation>
    </message>
    <message>
        <source>The request needs exactly one Host header with a host name and, if wanted, a port.</source>
        <translation>要求には、ホスト名と必要に応じてポートを指定したHostヘッダーが、ちょうど1つ必要です。</translation>
    </message>
    <message>
        <source>The header Expect has a value that nobody here can meet. Only “100-continue” is known.</source>
        <translation>Expectヘッダーに対応できない値が指定されています。使用できるのは「100-continue」だけです。</translation>
    </message>
    <message>
        <source>The request&apos;s header is larger than %1 bytes. Send fewer or shorter headers.</source>
        <translation>要求のヘッダーが%1バイトを超えています。ヘッダーの数を減らすか、短くしてください。</translation>
    </message>
    <message>
        <source>The request&apos;s body is larger than %1 bytes. Send it in several requests.</source>
        <translation>要求の本文が%1バイトを超えています。複数の要求に分けて送信してください。</translation>
    </message>
    <message>
        <source>The request&apos;s header was not complete within %1 seconds. Send it again.</source>
        <translation>要求のヘッダーが%1秒以内にそろいませんでした。もう一度送信してください。</translation>
    </message>
    <message>
        <source>The request&apos;s body was not complete within %1 seconds. Send it again over a faster connection, or in several requests.</source>
        <translation>要求の本文が%1秒以内にそろいませんでした。より速い接続でもう一度送信するか、複数の要求に分けて送信してください。</translation>
    </message>
    <message>
        <source>The connection was opened without a server name (TLS SNI). Connect by host name, not by address.</source>
        <translation>サーバー名 (TLS SNI) なしで接続されました。アドレスではなくホスト名で接続してください。</translation>
    </message>
    <message>
        <source>Nobody here is called “%1”. Check the host name.</source>
        <translation>「%1」という名前のサイトはありません。ホスト名を確認してください。</translation>
    </message>
    <message>
        <source>The request is for “%1”, but the connection was opened for “%2”. Open one for each host name.</source>
        <translation>要求は「%1」宛てですが、接続は「%2」に対して開かれています。ホスト名ごとに接続を開いてください。</translation>
    </message>
    <message>
        <source>The service has more to do than it can take. Try again in a few seconds.</source>
        <translation>サービスの処理能力を超えています。数秒後にもう一度お試しください。</translation>
    </message>
    <message>
        <source>The service failed while it handled the request. Its operator finds the reason in the service&apos;s log.</source>
        <translation>要求の処理中にサービスで障害が発生しました。運用者はサービスのログで原因を確認できます。</translation>
    </message>
    <message>
        <source>The path “%1” is not well formed. Send it normalised and in valid percent-encoding.</source>
        <translation>パス「%1」の形式が正しくありません。正規化し、有効なパーセントエンコードで送信してください。</translation>
    </message>
    <message>
        <source>There is nothing at “%1”. Check the path against the API description.</source>
        <translation>「%1」には何もありません。API仕様でパスを確認してください。</translation>
    </message>
    <message>
        <source>“%1” does not take %2. It takes %3.</source>
        <translation>「%1」では%2を使用できません。使用できるのは%3です。</translation>
    </message>
    <message>
        <source>TLS could not be set up: %1. Check the installed OpenSSL.</source>
        <translation>TLSを準備できませんでした: %1。インストールされているOpenSSLを確認してください。</translation>
    </message>
    <message>
        <source>The certificate “%1” names no host. Have it issued with the host names as subject alternative names.</source>
        <translation>証明書「%1」にホスト名がありません。ホスト名をサブジェクト代替名に指定して発行を受けてください。</translation>
    </message>
    <message>
        <source>The certificate “%1” cannot be used for TLS: %2. Have one issued with an EC P-256 key or an RSA key of at least 2048 bits.</source>
        <translation>証明書「%1」はTLSに使用できません: %2。EC P-256の鍵、または2048ビット以上のRSAの鍵で発行を受けてください。</translation>
    </message>
    <message>
        <source>“%1” could not be written: %2. Check the folder and the free space.</source>
        <translation>「%1」に書き込めませんでした: %2。フォルダーと空き容量を確認してください。</translation>
    </message>
    <message>
        <source>The store “%1” could not be opened. Check that the service&apos;s user may read and write it; the service&apos;s log has the details.</source>
        <translation>ストア「%1」を開けませんでした。サービスの実行ユーザーに読み書きの権限があるか確認してください。詳細はサービスのログにあります。</translation>
    </message>
    <message>
        <source>The platform&apos;s disk is full. Nothing was changed; its operator has to make room before it can be.</source>
        <translation>プラットフォームのディスクがいっぱいです。何も変更されていません。変更するには、運用者が空き容量を確保する必要があります。</translation>
    </message>
    <message>
        <source>The platform&apos;s disk does not do its work at present. Nothing was changed; try again, and tell the operator.</source>
        <translation>プラットフォームのディスクが現在機能していません。何も変更されていません。もう一度試し、運用者に連絡してください。</translation>
    </message>
    <message>
        <source>The platform&apos;s store refused to work. Nothing was changed; its operator finds the reason in the service&apos;s log.</source>
        <translation>プラットフォームのストアで処理が拒否されました。何も変更されていません。運用者はサービスのログで原因を確認できます。</translation>
    </message>
    <message>
        <source>The data folder “%1” is in use by another platform service. Stop that one first, or name another folder.</source>
        <translation>データフォルダー「%1」は別のプラットフォームサービスが使用中です。先にそのサービスを停止するか、別のフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>The store has tables of version %1, and this program knows them up to version %2 only. It was left as it is; start the newer program, or restore the backup from before it.</source>
        <translation>ストアのテーブルはバージョン%1ですが、このプログラムはバージョン%2までしか対応していません。ストアは変更していません。新しいプログラムを起動するか、更新前のバックアップを復元してください。</translation>
    </message>
    <message>
        <source>The Idempotency-Key came with another request before. Nothing was changed; send each change under a key of its own.</source>
        <translation>このIdempotency-Keyは、以前に別の要求で使われています。何も変更されていません。変更ごとに固有のキーを使って送信してください。</translation>
    </message>
    <message>
        <source>The stored settings of section “%1” of tenant number %2 cannot be read. Restore the store from a backup.</source>
        <translation>テナント番号%2のセクション「%1」の保存済み設定を読み取れません。ストアをバックアップから復元してください。</translation>
    </message>
    <message>
        <source>The section “%1” is at revision %2 by now, and the change is based on revision %3. Nothing was changed; look at what stands now, and decide again.</source>
        <translation>セクション「%1」は現在リビジョン%2ですが、この変更はリビジョン%3に基づいています。何も変更されていません。現在の内容を確認して、もう一度判断してください。</translation>
    </message>
    <message>
        <source>This change would shut yourself out: the way by which you are here now would be closed. Nothing was changed; say why you want it, or change something else.</source>
        <translation>この変更を行うと、現在の接続経路が閉じられ、自分自身が締め出されます。何も変更されていません。意図した変更であれば理由を入力し、そうでなければ変更内容を見直してください。</translation>
    </message>
    <message>
        <source>The data folder “%1” is not there and could not be made. Check that the service&apos;s user may write where it shall be, or name another folder.</source>
        <translation>データフォルダー「%1」が存在せず、作成もできませんでした。サービスの実行ユーザーに作成先への書き込み権限があるか確認するか、別のフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>“%1” could not be kept from other users of this machine. Check that it belongs to the service&apos;s user.</source>
        <translation>「%1」をこのコンピューターの他のユーザーから保護できませんでした。サービスの実行ユーザーが所有しているか確認してください。</translation>
    </message>
    <message>
        <source>A subdomain has 3 to 32 characters; this one has %1. Choose another.</source>
        <translation>サブドメインは3～32文字です。入力されたものは%1文字です。別のサブドメインを指定してください。</translation>
    </message>
    <message>
        <source>Character %1 of the subdomain is not allowed. Use the letters a to z, digits and hyphens.</source>
        <translation>サブドメインの%1文字目は使用できません。a～zの英字、数字、ハイフンを使用してください。</translation>
    </message>
    <message>
        <source>A subdomain neither begins nor ends with a hyphen. Remove it.</source>
        <translation>サブドメインの先頭と末尾にハイフンは使用できません。削除してください。</translation>
    </message>
    <message>
        <source>The subdomain “%1” is kept for the platform itself. Choose another.</source>
        <translation>サブドメイン「%1」はプラットフォーム用に予約されています。別のサブドメインを指定してください。</translation>
    </message>
    <message>
        <source>The subdomain “%1” belongs to another tenant. Choose another.</source>
        <translation>サブドメイン「%1」は別のテナントのものです。別のサブドメインを指定してください。</translation>
    </message>
    <message>
        <source>There is no such tenant on this platform any more.</source>
        <translation>このテナントは、すでにこのプラットフォームに存在しません。</translation>
    </message>
    <message>
        <source>A login name neither begins nor ends with a blank. Remove it.</source>
        <translation>ログイン名の先頭と末尾に空白は使用できません。削除してください。</translation>
    </message>
    <message>
        <source>The login name “%1” is not free to take: in the audit log it stands for the system. Choose another.</source>
        <translation>ログイン名「%1」は使用できません。監査ログではシステムを表します。別のログイン名を指定してください。</translation>
    </message>
    <message>
        <source>There is a user with the login name “%1” already; case does not tell them apart. Choose another.</source>
        <translation>ログイン名「%1」のユーザーはすでに存在します。大文字と小文字は区別されません。別のログイン名を指定してください。</translation>
    </message>
    <message>
        <source>The platform has more changes to write than it can take. Nothing was changed; try again soon.</source>
        <translation>プラットフォームに書き込み待ちの変更が多すぎます。何も変更されていません。しばらくしてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>The platform is stopping. Nothing was changed; try again later.</source>
        <translation>プラットフォームは停止処理中です。何も変更されていません。後でもう一度お試しください。</translation>
    </message>
    <message>
        <source>The platform&apos;s disk gave up while several changes were written together, this one among them. Nothing was changed; try again.</source>
        <translation>この変更を含む複数の変更をまとめて書き込んでいる間に、プラットフォームのディスクで障害が発生しました。何も変更されていません。もう一度お試しください。</translation>
    </message>
    <message>
        <source>There are no query parameters here; leave “%1” out.</source>
        <translation>ここで使用できるクエリパラメーターはありません。「%1」を削除してください。</translation>
    </message>
    <message>
        <source>The running service refused: %1</source>
        <translation>実行中のサービスに拒否されました: %1</translation>
    </message>
    <message>
        <source>This site does not let in requests from your address, %1. Use a network that it lets in, or ask its administrator to allow this one.</source>
        <translation>お使いのアドレス%1からは、このサイトに接続できません。許可されているネットワークを使用するか、このネットワークの許可を管理者に依頼してください。</translation>
    </message>
    <message>
        <source>“%1” is no mail address. Write it as name@example.com, one address to a line.</source>
        <translation>「%1」はメールアドレスではありません。name@example.com の形で、1行に1件ずつ書いてください。</translation>
    </message>
    <message>
        <source>“%1” is listed twice. Remove one of the two.</source>
        <translation>「%1」が2回登録されています。どちらかを削除してください。</translation>
    </message>
    <message>
        <source>“%1” is no origin. Write it as browsers do, without a path: https://portal.example.com, or with a port that is not the usual one.</source>
        <translation>「%1」はオリジンではありません。https://portal.example.com のように、パスを付けずブラウザーと同じ形で書いてください。標準でないポートは付けられます。</translation>
    </message>
    <message>
        <source>No origin is listed, so nobody could show the pages in a frame. Add one, or choose the protection that lets in the tenant&apos;s own pages only.</source>
        <translation>オリジンが1件も登録されていないため、どのサイトもページをフレームに表示できません。1件追加するか、このテナント自身のページだけを許可する保護を選んでください。</translation>
    </message>
    <message>
        <source>“%1” is no time zone that is known here. Use a name of the time zone database, such as Asia/Tokyo or UTC.</source>
        <translation>「%1」というタイムゾーンは登録されていません。Asia/Tokyo や UTC のような、タイムゾーンデータベースの名前を使ってください。</translation>
    </message>
    <message>
        <source>The tenant does not let the platform&apos;s staff look at it now. Ask its administrator to allow it.</source>
        <translation>このテナントは現在、プラットフォームの担当者による閲覧を許可していません。管理者に許可を依頼してください。</translation>
    </message>
    <message>
        <source>These bytes were never sent here. Send them first, then save the section.</source>
        <translation>この内容のデータは届いていません。先にデータを送ってから、セクションを保存してください。</translation>
    </message>
    <message>
        <source>A tenant&apos;s user is an administrator, an auditor or a user; “%1” is none of these.</source>
        <translation>テナントのユーザーは管理者、監査者、一般ユーザーのいずれかです。「%1」はどれでもありません。</translation>
    </message>
    <message>
        <source>From “since” to “until” there may be %1 days at most. Ask for a shorter time.</source>
        <translation>「since」から「until」までは最長%1日です。期間を短くしてください。</translation>
    </message>
    <message>
        <source>Steps of %1 seconds would make %2 counts, and %3 are the most. Take steps of at least %4 seconds, or a shorter time.</source>
        <translation>%1秒間隔では集計が%2件になりますが、上限は%3件です。間隔を%4秒以上にするか、期間を短くしてください。</translation>
    </message>
    <message>
        <source>The service is stopping. Connect again in a moment.</source>
        <translation>サービスを停止しています。しばらくしてから接続し直してください。</translation>
    </message>
    <message>
        <source>“%1” is empty. Give it a value, or leave it out.</source>
        <translation>「%1」が空です。値を指定するか、省略してください。</translation>
    </message>
    <message>
        <source>There is no level “%1”. The levels are %2.</source>
        <translation>レベル「%1」はありません。レベルは %2 です。</translation>
    </message>
    <message>
        <source>There is no result “%1”. The results are %2.</source>
        <translation>結果「%1」はありません。結果は %2 です。</translation>
    </message>
    <message>
        <source>This is not a point in time such as 2026-03-05T14:00:00.5Z or 2026-03-05T23:00:00+09:00, with at most six digits behind the second.</source>
        <translation>2026-03-05T14:00:00.5Z や 2026-03-05T23:00:00+09:00 のような日時ではありません。秒の小数部は 6 桁までです。</translation>
    </message>
    <message>
        <source>This text has half a character in it, which no file can hold.</source>
        <translation>このテキストには文字の半分だけが含まれており、ファイルに保存できません。</translation>
    </message>
    <message>
        <source>This token writes under the name “%1” only. Give this name, or leave the field out.</source>
        <translation>このトークンは「%1」の名前でのみ書き込めます。この名前を指定するか、項目を省いてください。</translation>
    </message>
    <message>
        <source>Under the name “Common” only the platform itself writes. Leave the field out.</source>
        <translation>「Common」の名前で書き込むのはプラットフォーム自身だけです。項目を省いてください。</translation>
    </message>
    <message>
        <source>The body has to be sent as “application/json” for one event, or as “application/x-ndjson” for one on each line.</source>
        <translation>本文は、1 件のイベントなら「application/json」、1 行に 1 件なら「application/x-ndjson」として送ってください。</translation>
    </message>
    <message>
        <source>There is no event in the body. Nothing was written.</source>
        <translation>本文にイベントがありません。何も書き込まれていません。</translation>
    </message>
    <message>
        <source>The body has more than %1 lines. Nothing was written; send them in several requests.</source>
        <translation>本文が %1 行を超えています。何も書き込まれていません。複数のリクエストに分けて送ってください。</translation>
    </message>
    <message>
        <source>This has to be a text, in double quotes.</source>
        <translation>二重引用符で囲んだテキストでなければなりません。</translation>
    </message>
    <message>
        <source>Your session has ended. Sign in again to go on.</source>
        <translation>セッションが終了しました。続けるには、もう一度ログインしてください。</translation>
    </message>
    <message>
        <source>Your session has %1 streams open already, as many as it may. Close one first.</source>
        <translation>このセッションでは、上限の%1本のストリームがすでに開いています。先に1本閉じてください。</translation>
    </message>
    <message>
        <source>%1 streams of this tenant are open already, as many as it may have. Try again when one was closed.</source>
        <translation>このテナントでは、上限の%1本のストリームがすでに開いています。いずれかが閉じてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>The service has as many streams open as it can serve. Try again in a minute.</source>
        <translation>サービスで開けるストリームの数が上限に達しています。1 分ほどしてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>“%1” has to be a time with its zone, such as 2026-03-05T14:00:00Z or 2026-03-05T23:00:00+09:00.</source>
        <translation>「%1」には、2026-03-05T14:00:00Z や 2026-03-05T23:00:00+09:00 のように、タイムゾーン付きの日時を指定してください。</translation>
    </message>
    <message>
        <source>“until” has to be later than “since”.</source>
        <translation>「until」には「since」より後の日時を指定してください。</translation>
    </message>
    <message>
        <source>Only proxies that this platform&apos;s operator has named get an answer here.</source>
        <translation>ここで応答を受け取れるのは、プラットフォームの運用者が登録したプロキシのみです。</translation>
    </message>
    <message>
        <source>The proxy does not say clearly which request it asks about. It has to send X-Forwarded-Host once, with one host name.</source>
        <translation>プロキシがどのリクエストについて問い合わせているか特定できません。X-Forwarded-Hostを1回だけ、ホスト名を1つ指定して送信してください。</translation>
    </message>
    <message>
        <source>The form did not arrive as this page sends it. Load the page anew and try again.</source>
        <translation>フォームの内容を正しく受け取れませんでした。ページを再読み込みして、もう一度お試しください。</translation>
    </message>
    <message>
        <source>You came from %1, from where the platform&apos;s operator lets one administrator in for an hour.</source>
        <translation>%1 からのアクセスです。プラットフォームの運用者が、ここから 1 人の管理者を 1 時間だけ入れています。</translation>
    </message>
    <message>
        <source>There is nothing at “%1”. Check the address, or begin at the home page.</source>
        <translation>「%1」には何もありません。アドレスを確認するか、ホームページからお進みください。</translation>
    </message>
    <message>
        <source>To the home page</source>
        <translation>ホームページへ</translation>
    </message>
    <message>
        <source>Not in this way</source>
        <translation>この方法では利用できません</translation>
    </message>
    <message>
        <source>The client certificate belongs to somebody else. At this address you can sign in only as its user.</source>
        <translation>クライアント証明書が別のユーザーのものです。このアドレスでは、証明書のユーザーとしてのみログインできます。</translation>
    </message>
    <message>
        <source>From your address, %1, the platform&apos;s operator lets in one administrator for an hour, and nobody else.</source>
        <translation>あなたのアドレス %1 からは、プラットフォームの運用者が 1 人の管理者だけを 1 時間入れており、ほかの人は入れません。</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>%1にログイン</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>ログイン名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>You are signed out.</source>
        <translation>ログアウトしました。</translation>
    </message>
    <message>
        <source>Type your login name and your password.</source>
        <translation>ログイン名とパスワードを入力してください。</translation>
    </message>
    <message>
        <source>This page was open too long, or the form came from elsewhere. Nothing was done; try again.</source>
        <translation>ページを開いてから時間が経ったか、別の場所から送信されたため、処理は行われませんでした。もう一度お試しください。</translation>
    </message>
    <message>
        <source>Home – %1</source>
        <translation>ホーム – %1</translation>
    </message>
    <message>
        <source>Welcome, %1</source>
        <translation>ようこそ、%1さん</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Nothing is listed here yet. What this site&apos;s administrators add with the Sekimori console appears here.</source>
        <translation>まだ何も登録されていません。管理者がSekimoriコンソールで追加したサービスがここに表示されます。</translation>
    </message>
    <message>
        <source>Signed in as %1</source>
        <translation>%1としてログイン中</translation>
    </message>
    <message>
        <source>Sign out of %1?</source>
        <translation>%1からログアウトしますか？</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>ログアウト</translation>
    </message>
    <message>
        <source>You are signed in as %1. Signing out ends your session in this browser, also for what else stands behind this address.</source>
        <translation>%1としてログインしています。ログアウトすると、このアドレスの他のサービスも含めて、このブラウザーでのセッションが終了します。</translation>
    </message>
    <message>
        <source>Stay signed in</source>
        <translation>ログインしたままにする</translation>
    </message>
    <message>
        <source>Sign in first</source>
        <translation>先にログインしてください</translation>
    </message>
    <message>
        <source>What is at this address is shown to those who are signed in.</source>
        <translation>このアドレスの内容は、ログインしている方にのみ表示されます。</translation>
    </message>
    <message>
        <source>The token was revoked this moment. Nothing was written.</source>
        <translation>トークンはたった今取り消されました。何も書き込まれていません。</translation>
    </message>
    <message>
        <source>There is no tenant with the subdomain “%1” on this platform.</source>
        <translation>このプラットフォームにサブドメイン「%1」のテナントはありません。</translation>
    </message>
    <message>
        <source>The tenant “%1” has no user called “%2”.</source>
        <translation>テナント「%1」に「%2」というユーザーはいません。</translation>
    </message>
    <message>
        <source>“%1” is not an administrator of the tenant “%2”. Only one who can mend its rules is let in this way.</source>
        <translation>「%1」はテナント「%2」の管理者ではありません。この方法で入れるのは、規則を直せる管理者だけです。</translation>
    </message>
    <message>
        <source>There is no such service here. Read the list again.</source>
        <translation>そのようなサービスはありません。一覧を読み直してください。</translation>
    </message>
    <message>
        <source>The service has no such token; it may have been revoked. Read the list again.</source>
        <translation>サービスにそのようなトークンはありません。取り消された可能性があります。一覧を読み直してください。</translation>
    </message>
    <message>
        <source>There are %1 services already, and more there cannot be. Delete one first.</source>
        <translation>すでに %1 個のサービスがあり、これ以上は追加できません。先にどれかを削除してください。</translation>
    </message>
    <message>
        <source>The service has %1 tokens already, and more it cannot have. Revoke one first.</source>
        <translation>サービスにはすでに %1 個のトークンがあり、これ以上は発行できません。先にどれかを取り消してください。</translation>
    </message>
    <message>
        <source>You are here only because the platform&apos;s operator lets you in until %1, and by these rules you would be shut out from then on. Nothing was changed; let your way in, or say why you want it so.</source>
        <translation>プラットフォームの運用者が %1 まで入れているため、あなたはここにいます。この規則では、それ以降あなたは締め出されます。何も変更されていません。あなたの経路を許可するか、理由を述べてください。</translation>
    </message>
    <message>
        <source>“%1” is not free to take: in the audit log “Common” stands for the platform itself. Choose another name.</source>
        <translation>「%1」は使えません。監査ログでは「Common」がプラットフォーム自身を表します。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>A service&apos;s name neither begins nor ends with a blank. Remove it.</source>
        <translation>サービス名の先頭と末尾には空白を置けません。取り除いてください。</translation>
    </message>
    <message>
        <source>There are characters in this name that nobody would see. Type it anew.</source>
        <translation>この名前には目に見えない文字が含まれています。入力し直してください。</translation>
    </message>
    <message>
        <source>There is a service called “%1” already; case and width do not tell them apart. Choose another name.</source>
        <translation>「%1」というサービスはすでにあります。大文字と小文字、全角と半角は区別されません。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>This is not the whole address of a web site. Give one such as https://groupware.example/.</source>
        <translation>ウェブサイトの完全なアドレスではありません。https://groupware.example/ のように指定してください。</translation>
    </message>
    <message>
        <source>An address that everybody is shown holds no user name and no password. Remove them.</source>
        <translation>全員に表示されるアドレスに、ユーザー名やパスワードは含められません。取り除いてください。</translation>
    </message>
    <message>
        <source>The ZIP archive could not be made: %1.</source>
        <translation>ZIPアーカイブを作成できませんでした: %1。</translation>
    </message>
    <message>
        <source>This is not a certificate: %1.</source>
        <translation>証明書ではありません: %1。</translation>
    </message>
    <message>
        <source>The certificate&apos;s file could not be made: %1.</source>
        <translation>証明書のファイルを作成できませんでした: %1。</translation>
    </message>
    <message>
        <source>This is not a certificate&apos;s file (PKCS#12, with the ending .p12 or .pfx), or it is damaged.</source>
        <translation>証明書のファイル（PKCS#12、拡張子 .p12 または .pfx）ではないか、壊れています。</translation>
    </message>
    <message>
        <source>The password is not that of this file. Type it again; capital and small letters differ.</source>
        <translation>このファイルのパスワードではありません。もう一度入力してください。大文字と小文字は区別されます。</translation>
    </message>
    <message>
        <source>The file is protected by %1, which cannot be read here. The password is not to blame: export the certificate again with AES-256, or with 3DES.</source>
        <translation>ファイルは%1で保護されており、ここでは読み込めません。パスワードの間違いではありません。AES-256または3DESで証明書を書き出し直してください。</translation>
    </message>
    <message>
        <source>There is no certificate with its private key in this file. Export it again together with the key.</source>
        <translation>このファイルには、秘密鍵を伴う証明書がありません。秘密鍵と一緒に書き出し直してください。</translation>
    </message>
    <message>
        <source>The revocation list could not be made: %1.</source>
        <translation>失効リストを作成できませんでした: %1。</translation>
    </message>
    <message>
        <source>This is no key: expected are 64 hexadecimal digits, such as “openssl rand -hex 32” writes.</source>
        <translation>鍵ではありません。「openssl rand -hex 32」が出力するような64桁の16進数が必要です。</translation>
    </message>
    <message>
        <source>What was stored encrypted cannot be opened: it was made with another key, or it was changed.</source>
        <translation>暗号化して保管された内容を開けません。別の鍵で作られたか、変更されています。</translation>
    </message>
    <message>
        <source>The password is too short: it has %1 characters, and at least %2 are needed.</source>
        <translation>パスワードが短すぎます。現在%1文字ですが、%2文字以上必要です。</translation>
    </message>
    <message>
        <source>The password is too short for an administrator: it has %1 characters, and at least %2 are needed.</source>
        <translation>管理者のパスワードとしては短すぎます。現在%1文字ですが、%2文字以上必要です。</translation>
    </message>
    <message>
        <source>The password is too long: it has %1 characters, and at most %2 are possible.</source>
        <translation>パスワードが長すぎます。現在%1文字ですが、使えるのは%2文字までです。</translation>
    </message>
    <message>
        <source>There is no password. Type one.</source>
        <translation>パスワードがありません。入力してください。</translation>
    </message>
    <message>
        <source>The password has no letter. Add at least one.</source>
        <translation>パスワードに文字（英字、かな、漢字など）が含まれていません。1文字以上加えてください。</translation>
    </message>
    <message>
        <source>The password has no number. Add at least one digit.</source>
        <translation>パスワードに数字が含まれていません。1文字以上加えてください。</translation>
    </message>
    <message>
        <source>The password has no symbol. Add at least one, such as “-” or “!”.</source>
        <translation>パスワードに記号が含まれていません。「-」や「!」などを1文字以上加えてください。</translation>
    </message>
    <message>
        <source>The password must not be the login name. Choose another.</source>
        <translation>ログイン名をパスワードにすることはできません。別のパスワードにしてください。</translation>
    </message>
    <message>
        <source>The file “%1” is longer than the %2 MB that can be read.</source>
        <translation>ファイル「%1」は、読み込める上限の %2 MB を超えています。</translation>
    </message>
    <message>
        <source>This has to be a list of %1 to %2 entries.</source>
        <translation>%1～%2件のリストで指定してください。</translation>
    </message>
    <message>
        <source>This has to be a user&apos;s id, a whole number.</source>
        <translation>ユーザーのID（整数）で指定してください。</translation>
    </message>
    <message>
        <source>This has to be a serial number in hexadecimal digits, as the list gives it.</source>
        <translation>一覧にあるとおりの、16進数のシリアル番号で指定してください。</translation>
    </message>
    <message>
        <source>This has to be a day such as 2027-03-05.</source>
        <translation>2027-03-05 のような日付で指定してください。</translation>
    </message>
    <message>
        <source>This has to be one of: %1.</source>
        <translation>次のいずれかで指定してください: %1。</translation>
    </message>
    <message>
        <source>This has to be true or false, without quotes.</source>
        <translation>true または false を、引用符なしで指定してください。</translation>
    </message>
    <message>
        <source>Certificates of %1</source>
        <translation>%1の証明書</translation>
    </message>
    <message>
        <source>The client certificate of %1 ends on %2 (in %3 days)</source>
        <translation>%1のクライアント証明書は%2に期限が切れます（あと%3日）</translation>
    </message>
    <message>
        <source>%1 client certificates end on %2 (in %3 days)</source>
        <translation>クライアント証明書%1件の期限が%2に切れます（あと%3日）</translation>
    </message>
    <message>
        <source>The certificate authority ends on %1 (in %2 days)</source>
        <translation>認証局は%1に期限が切れます（あと%2日）</translation>
    </message>
    <message>
        <source>The revocation list ends on %1 (in %2 days) unless the platform makes it anew, which it does by itself</source>
        <translation>失効リストは、プラットフォームが自動で更新しない限り、%1に期限が切れます（あと%2日）</translation>
    </message>
    <message>
        <source>This site has no certificate authority yet. It is made when the first certificate is issued.</source>
        <translation>このサイトにはまだ認証局がありません。最初の証明書を発行したときに作られます。</translation>
    </message>
    <message>
        <source>“%1” has to be one of: %2.</source>
        <translation>「%1」は次のいずれかで指定してください: %2。</translation>
    </message>
    <message>
        <source>There is no such picture here. One that no page shows is kept for an hour only; send it again.</source>
        <translation>その画像はここにありません。どのページにも使われていない画像は1時間だけ保存されます。もう一度送信してください。</translation>
    </message>
    <message>
        <source>This has to be a list of 1 to %1 users&apos; ids, each a whole number.</source>
        <translation>1から%1個のユーザーIDのリストにしてください。各IDは整数です。</translation>
    </message>
    <message>
        <source>The password has expired, or was set by an administrator. Choose another one to sign in with.</source>
        <translation>パスワードの有効期間が切れているか、管理者が設定したものです。ログインするには別のパスワードを設定してください。</translation>
    </message>
    <message>
        <source>The operator&apos;s key could not be read from “%1”: %2.</source>
        <translation>運用者の鍵を「%1」から読み込めませんでした: %2。</translation>
    </message>
    <message>
        <source>The operator&apos;s key “%1” lies in the data folder, so whoever gets hold of that has both. Put it elsewhere.</source>
        <translation>運用者の鍵「%1」がデータフォルダーの中にあるため、フォルダーを手に入れた人は両方を得てしまいます。別の場所に置いてください。</translation>
    </message>
    <message>
        <source>The operator&apos;s key “%1” can be read by others on this machine. Let only the service&apos;s user read it (chmod 600).</source>
        <translation>運用者の鍵「%1」は、このコンピューターのほかのユーザーも読み取れます。サービスのユーザーだけが読めるようにしてください（chmod 600）。</translation>
    </message>
    <message>
        <source>Your client certificate</source>
        <translation>あなたのクライアント証明書</translation>
    </message>
    <message>
        <source>You have no client certificate. Ask your administrator if you need one.</source>
        <translation>クライアント証明書はありません。必要な場合は管理者に依頼してください。</translation>
    </message>
    <message>
        <source>A new client certificate waits for you until %1. It holds until %2. It can be downloaded once.</source>
        <translation>新しいクライアント証明書を%1まで受け取れます。有効期限は%2です。ダウンロードは1回だけです。</translation>
    </message>
    <message>
        <source>Your client certificate holds until %1. Its file was downloaded on %2; ask your administrator for a new one if it is lost.</source>
        <translation>クライアント証明書の有効期限は%1です。ファイルは%2にダウンロード済みです。紛失した場合は管理者に再発行を依頼してください。</translation>
    </message>
    <message>
        <source>Your client certificate holds until %1. Its file is not kept any more; ask your administrator for a new one if you do not have it.</source>
        <translation>クライアント証明書の有効期限は%1です。ファイルの保管期間は終わりました。お持ちでない場合は管理者に再発行を依頼してください。</translation>
    </message>
    <message>
        <source>Your client certificate has ended on %1. Ask your administrator for a new one.</source>
        <translation>クライアント証明書の有効期限が%1に切れました。管理者に新しい証明書を依頼してください。</translation>
    </message>
    <message>
        <source>Your client certificate was revoked on %1. Ask your administrator if you need a new one.</source>
        <translation>クライアント証明書は%1に失効しました。新しい証明書が必要な場合は管理者に依頼してください。</translation>
    </message>
    <message>
        <source>Download (ZIP)</source>
        <translation>ダウンロード（ZIP）</translation>
    </message>
    <message>
        <source>The archive holds the certificate, the password that opens it, and how to install it. Install it on this device, then delete the archive.</source>
        <translation>アーカイブには、証明書、それを開くパスワード、インストール方法が入っています。この端末にインストールしたら、アーカイブを削除してください。</translation>
    </message>
    <message>
        <source>Certificates are handed out by the administrators of this site, not here. Ask one of them for yours.</source>
        <translation>証明書はここではなく、このサイトの管理者が配布します。管理者に依頼してください。</translation>
    </message>
    <message>
        <source>Download your client certificate</source>
        <translation>クライアント証明書をダウンロード</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>ホーム</translation>
    </message>
    <message>
        <source>Client certificate of %1 for %2</source>
        <translation>%2 用の %1 のクライアント証明書</translation>
    </message>
    <message>
        <source>With it you come in at %1. It holds until %2; ask your administrator for the next one before.</source>
        <translation>この証明書で %1 にアクセスできます。有効期限は%2です。期限が切れる前に、次の証明書を管理者に依頼してください。</translation>
    </message>
    <message>
        <source>Installing certificate.p12 asks for a password: it is in password.txt. Delete both files when you are done, and never send them on together.</source>
        <translation>certificate.p12 のインストール時に求められるパスワードは password.txt にあります。終わったら両方のファイルを削除してください。2つを一緒に他人へ送らないでください。</translation>
    </message>
    <message>
        <source>Windows (Edge, Chrome): open certificate.p12, leave “Current User” as it is, type the password, and let Windows choose the certificate store.</source>
        <translation>Windows（Edge、Chrome）: certificate.p12 を開き、「現在のユーザー」のまま進み、パスワードを入力し、証明書ストアは自動選択にします。</translation>
    </message>
    <message>
        <source>macOS (Safari, Chrome): open certificate.p12, add it to the keychain “login”, and type the password.</source>
        <translation>macOS（Safari、Chrome）: certificate.p12 を開き、キーチェーン「ログイン」に追加し、パスワードを入力します。</translation>
    </message>
    <message>
        <source>iPhone, iPad: bring certificate.p12 into the app Files, tap it, then go on in Settings under “Profile Downloaded”.</source>
        <translation>iPhone、iPad: certificate.p12 を「ファイル」アプリに入れてタップし、「設定」の「ダウンロード済みのプロファイル」で続けます。</translation>
    </message>
    <message>
        <source>Android: in Settings search for “Install a certificate”, choose “VPN &amp; app user certificate”, and pick certificate.p12.</source>
        <translation>Android: 「設定」で「証明書のインストール」を検索し、「VPNとアプリユーザー証明書」を選び、certificate.p12 を指定します。</translation>
    </message>
    <message>
        <source>Firefox, on every system: Settings, “Privacy &amp; Security”, “View Certificates”, “Your Certificates”, “Import”.</source>
        <translation>Firefox（全OS共通）: 設定 →「プライバシーとセキュリティ」→「証明書を表示」→「あなたの証明書」→「インポート」。</translation>
    </message>
    <message>
        <source>Linux (Chrome, Chromium): Settings, “Privacy and security”, “Security”, “Manage certificates”, “Import”.</source>
        <translation>Linux（Chrome、Chromium）: 設定 →「プライバシーとセキュリティ」→「セキュリティ」→「証明書の管理」→「インポート」。</translation>
    </message>
    <message>
        <source>Does a device call the password wrong though it is right? Then it is too old for this kind of file: ask your administrator for one in the profile “compatible”.</source>
        <translation>正しいパスワードなのに間違いだと表示されますか。その端末はこの形式のファイルに対応していません。管理者に「互換」プロファイルのファイルを依頼してください。</translation>
    </message>
    <message>
        <source>Change your password</source>
        <translation>パスワードの変更</translation>
    </message>
    <message>
        <source>Your password has expired. Choose another one, and you are signed in.</source>
        <translation>パスワードの有効期間が切れました。新しいパスワードを設定すると、ログインできます。</translation>
    </message>
    <message>
        <source>Before you go on, choose a password that nobody but you knows. Then you are signed in.</source>
        <translation>続ける前に、ご自身だけが知っているパスワードを設定してください。設定するとログインできます。</translation>
    </message>
    <message>
        <source>You stay signed in here. Everywhere else you are signed out, and sign in again with the new password.</source>
        <translation>このブラウザーではログインしたままです。ほかではすべてログアウトされるので、新しいパスワードでログインし直してください。</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>現在のパスワード</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新しいパスワード</translation>
    </message>
    <message>
        <source>New password, once more</source>
        <translation>新しいパスワード（確認）</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>パスワードを変更</translation>
    </message>
    <message>
        <source>Back, without changing it</source>
        <translation>変更せずに戻る</translation>
    </message>
    <message>
        <source>Type your present password, and the new one twice.</source>
        <translation>現在のパスワードと、新しいパスワードを2回入力してください。</translation>
    </message>
    <message>
        <source>The new password and its repetition differ. Type both again.</source>
        <translation>新しいパスワードと確認用の入力が一致しません。両方とも入力し直してください。</translation>
    </message>
    <message>
        <source>The new password needs:</source>
        <translation>新しいパスワードの条件:</translation>
    </message>
    <message>
        <source>at least %1 characters</source>
        <translation>%1文字以上</translation>
    </message>
    <message>
        <source>letters and numbers</source>
        <translation>文字と数字を含む</translation>
    </message>
    <message>
        <source>letters, numbers and symbols such as “-” or “!”</source>
        <translation>文字、数字、記号（「-」や「!」など）を含む</translation>
    </message>
    <message>
        <source>to be another word than your login name</source>
        <translation>ログイン名と異なる</translation>
    </message>
    <message>
        <source>to differ from the present one</source>
        <translation>現在のパスワードと異なる</translation>
    </message>
    <message>
        <source>to differ from your last %1 passwords</source>
        <translation>直近%1個のパスワードと異なる</translation>
    </message>
    <message>
        <source>Your password was changed.</source>
        <translation>パスワードを変更しました。</translation>
    </message>
    <message>
        <source>Your password expires in %1 days.</source>
        <translation>パスワードの有効期間は、あと%1日です。</translation>
    </message>
    <message>
        <source>Your password expires within a day.</source>
        <translation>パスワードの有効期間は、1日以内に切れます。</translation>
    </message>
    <message>
        <source>This is not the password that you have now. Type it again.</source>
        <translation>現在のパスワードが正しくありません。もう一度入力してください。</translation>
    </message>
    <message>
        <source>The picture has to be sent as image/gif, image/jpeg, image/png, image/bmp or image/webp, and not as “%1”.</source>
        <translation>画像はimage/gif、image/jpeg、image/png、image/bmp、image/webpのいずれかとして送信してください。「%1」では送信できません。</translation>
    </message>
    <message>
        <source>The picture has more than %1 MB. Make it smaller, or save it as JPEG.</source>
        <translation>画像が%1 MBを超えています。小さくするか、JPEGで保存してください。</translation>
    </message>
    <message>
        <source>The file is not the kind of picture that it claims to be, %1. Save it anew as such.</source>
        <translation>ファイルは申告された種類の画像（%1）ではありません。その形式で保存し直してください。</translation>
    </message>
    <message>
        <source>The picture has more than %1 million pixels. Make it smaller.</source>
        <translation>画像が%1百万画素を超えています。小さくしてください。</translation>
    </message>
    <message>
        <source>The picture cannot be read to its end; the file is broken. Open it and save it anew.</source>
        <translation>画像を最後まで読み取れません。ファイルが壊れています。開いて保存し直してください。</translation>
    </message>
    <message>
        <source>Other pictures are being read just now. Try again in a moment.</source>
        <translation>ほかの画像を読み取り中です。しばらくしてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>The platform&apos;s program for pictures does not start. Its operator finds the reason in the service&apos;s log.</source>
        <translation>プラットフォームの画像用プログラムが起動しません。理由は運用者がサービスのログで確認できます。</translation>
    </message>
    <message>
        <source>The platform has no key under which it could keep those of certificates. Its operator makes one with “openssl rand -hex 32”, puts it into a file outside the data folder and names that file as “key-file”.</source>
        <translation>証明書の鍵を保管するための鍵がプラットフォームにありません。運用者が「openssl rand -hex 32」で作り、データフォルダーの外のファイルに置き、そのファイルを「key-file」に指定します。</translation>
    </message>
    <message>
        <source>The key of this site&apos;s certificate authority was stored under another operator&apos;s key than the platform has now. Its operator has to bring the former one back as “key-file”.</source>
        <translation>このサイトの認証局の鍵は、現在とは別の運用者の鍵で保管されています。運用者が以前の鍵を「key-file」に戻す必要があります。</translation>
    </message>
    <message>
        <source>The certificate&apos;s file was made, but reading it back gave something else. Nothing was issued; try again.</source>
        <translation>証明書のファイルを作りましたが、読み戻した内容が一致しませんでした。何も発行されていません。もう一度お試しください。</translation>
    </message>
    <message>
        <source>There is no such user here; he may have been deleted. Read the list again.</source>
        <translation>そのようなユーザーはいません。削除された可能性があります。一覧を読み込み直してください。</translation>
    </message>
    <message>
        <source>This user is named twice. Name each once.</source>
        <translation>このユーザーが2回指定されています。1回ずつ指定してください。</translation>
    </message>
    <message>
        <source>“%1” may not have a client certificate. Permit it first, then issue it.</source>
        <translation>「%1」にはクライアント証明書が許可されていません。先に許可してから発行してください。</translation>
    </message>
    <message>
        <source>%1 has passed in this site&apos;s time zone. Choose today or a later day.</source>
        <translation>%1は、このサイトのタイムゾーンではすでに過ぎています。今日以降の日付を選んでください。</translation>
    </message>
    <message>
        <source>A certificate holds for three years at most, which is until %1.</source>
        <translation>証明書の有効期間は最長3年で、%1までです。</translation>
    </message>
    <message>
        <source>“after” has to be what an earlier page of the same list gave as “next”.</source>
        <translation>「after」には、同じ一覧の前のページの「next」を指定してください。</translation>
    </message>
    <message>
        <source>This site has issued no certificate with this serial number. Read the list again.</source>
        <translation>このサイトはこのシリアル番号の証明書を発行していません。一覧を読み込み直してください。</translation>
    </message>
    <message>
        <source>This serial number is named twice. Name each once.</source>
        <translation>このシリアル番号が2回指定されています。1回ずつ指定してください。</translation>
    </message>
    <message>
        <source>This certificate of “%1” was revoked before, and that is for good.</source>
        <translation>「%1」のこの証明書はすでに失効しています。失効は取り消せません。</translation>
    </message>
    <message>
        <source>The file for “%1” was fetched on %2 already, and none is handed out twice. Issue a new certificate.</source>
        <translation>「%1」のファイルは%2にダウンロード済みで、2回は配布されません。新しい証明書を発行してください。</translation>
    </message>
    <message>
        <source>The file for “%1” was kept until %2 and is not there any more. Issue a new certificate.</source>
        <translation>「%1」のファイルは%2まで保管され、もうありません。新しい証明書を発行してください。</translation>
    </message>
    <message>
        <source>This certificate of “%1” was revoked, and its file is not handed out any more. Issue a new one.</source>
        <translation>「%1」のこの証明書は失効したため、ファイルは配布されません。新しい証明書を発行してください。</translation>
    </message>
    <message>
        <source>%1 pictures wait for a page that shows them, and more are not kept. Apply the login page with one of them, or wait an hour.</source>
        <translation>ページで使われるのを待っている画像が%1個あり、これ以上は保存できません。そのうちの1つでログイン画面を適用するか、1時間お待ちください。</translation>
    </message>
    <message>
        <source>This is the password that you have now. Choose another.</source>
        <translation>現在のパスワードと同じです。別のパスワードにしてください。</translation>
    </message>
    <message>
        <source>This is one of your last %1 passwords. Choose one that you have not used lately.</source>
        <translation>直近%1個のパスワードのいずれかと同じです。最近使っていないものにしてください。</translation>
    </message>
    <message>
        <source>Users do not change their passwords themselves here. Ask an administrator to.</source>
        <translation>ここでは、ユーザーが自分でパスワードを変更することはできません。管理者に依頼してください。</translation>
    </message>
    <message>
        <source>Your account was changed at the same moment. Nothing was done; sign in again and look.</source>
        <translation>同時にアカウントが変更されました。何も行われていません。もう一度ログインして確認してください。</translation>
    </message>
    <message>
        <source>Your account was changed while you signed in. Sign in again.</source>
        <translation>ログイン中にアカウントが変更されました。もう一度ログインしてください。</translation>
    </message>
    <message>
        <source>The file is empty. Its first line must name the columns, such as “Login Name,Display Name,Role,Client Certificate,Password”.</source>
        <translation>ファイルが空です。1行目に「ログイン名,表示名,役割,クライアント証明書,パスワード」のような列名が必要です。</translation>
    </message>
    <message>
        <source>The first line is “%1”. It must name the columns, each once and “Login Name” among them: “Login Name,Display Name,Role,Client Certificate,Password”.</source>
        <translation>1行目が「%1」です。1行目には列名を1回ずつ、「ログイン名」を含めて書いてください: 「ログイン名,表示名,役割,クライアント証明書,パスワード」。</translation>
    </message>
    <message>
        <source>The file has more than %1 users. Import it in several parts.</source>
        <translation>ファイルのユーザーが%1人を超えています。分けて取り込んでください。</translation>
    </message>
    <message>
        <source>The quotation marks of this line are wrong. Put the whole field into quotation marks and double those inside.</source>
        <translation>この行の引用符が正しくありません。項目全体を引用符で囲み、中の引用符は2つ重ねてください。</translation>
    </message>
    <message>
        <source>The line has more fields than the header. Put a field with a comma into quotation marks.</source>
        <translation>この行の項目は見出しより多くあります。コンマを含む項目は引用符で囲んでください。</translation>
    </message>
    <message>
        <source>The line has no login name.</source>
        <translation>この行にはログイン名がありません。</translation>
    </message>
    <message>
        <source>“%1” is no role. Write administrator, auditor or user.</source>
        <translation>「%1」という役割はありません。管理者、監査者、一般ユーザーのいずれかを書いてください。</translation>
    </message>
    <message>
        <source>“%1” says neither that a client certificate is permitted nor that it is not. Write yes or no.</source>
        <translation>「%1」では、クライアント証明書を許可するかどうかがわかりません。「はい」か「いいえ」を書いてください。</translation>
    </message>
    <message>
        <source>The body has to be sent as “text/csv”.</source>
        <translation>本文は「text/csv」として送信してください。</translation>
    </message>
    <message>
        <source>“%1” has to be true or false.</source>
        <translation>「%1」は true または false で指定してください。</translation>
    </message>
    <message>
        <source>“after” has to be what “next” of the page before said, unchanged.</source>
        <translation>「after」には、前のページの「next」の値をそのまま指定してください。</translation>
    </message>
    <message>
        <source>“%1” is not known here. Known are: %2.</source>
        <translation>「%1」はここでは使えません。使えるのは次のとおりです: %2。</translation>
    </message>
    <message>
        <source>The platform&apos;s staff may look here, and send nothing.</source>
        <translation>プラットフォームの担当者は、ここでは閲覧だけができます。</translation>
    </message>
    <message>
        <source>Character %1 of the name is none of A to Z, a to z, 0 to 9, “.”, “-” and “_”. Choose another.</source>
        <translation>名前の%1文字目は、A～Z、a～z、0～9、「.」「-」「_」のどれでもありません。別の名前にしてください。</translation>
    </message>
    <message>
        <source>There is nobody called “%1” among the platform&apos;s staff.</source>
        <translation>プラットフォームの担当者に「%1」はいません。</translation>
    </message>
    <message>
        <source>There is somebody called “%1” among the staff already.</source>
        <translation>「%1」という担当者はすでにいます。</translation>
    </message>
    <message>
        <source>Login names that end in “%1” belong to the platform&apos;s staff, who look while the tenant lets them. Choose another.</source>
        <translation>「%1」で終わるログイン名は、テナントの許可がある間に閲覧するプラットフォームの担当者のものです。別の名前にしてください。</translation>
    </message>
    <message>
        <source>Another list of users is being imported this moment. Try again when it is done.</source>
        <translation>別のユーザー一覧を取り込み中です。終わってから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>While the list was looked at, somebody changed “%1”. Nothing was imported; look at the preview again.</source>
        <translation>一覧を確認している間に、だれかが「%1」を変更しました。何も取り込んでいません。プレビューをもう一度ご確認ください。</translation>
    </message>
    <message>
        <source>The list sets %1 passwords. At most %2 can be set at once, since each takes the platform&apos;s time; import it in several parts.</source>
        <translation>一覧で設定されるパスワードは%1件です。1件ごとにプラットフォームの処理時間がかかるため、一度に設定できるのは%2件までです。分けて取り込んでください。</translation>
    </message>
    <message>
        <source>“%1” stands in line %2 already; case does not tell login names apart.</source>
        <translation>「%1」はすでに%2行目にあります。ログイン名の大文字と小文字は区別されません。</translation>
    </message>
    <message>
        <source>“%1” is new and needs a password. Fill in its column.</source>
        <translation>「%1」は新しいユーザーなので、パスワードが必要です。パスワード列に入力してください。</translation>
    </message>
    <message>
        <source>There is no such user here. Read the list again.</source>
        <translation>そのユーザーはいません。一覧を読み込み直してください。</translation>
    </message>
    <message>
        <source>Somebody else has changed this user meanwhile. Look at what stands now.</source>
        <translation>その間に、ほかの人がこのユーザーを変更しました。現在の内容をご確認ください。</translation>
    </message>
    <message>
        <source>Then the tenant would have no administrator any more. Make somebody else an administrator first.</source>
        <translation>テナントの管理者がいなくなります。先に、ほかの人を管理者にしてください。</translation>
    </message>
    <message>
        <source>Nobody can delete himself. Another administrator can do it.</source>
        <translation>自分自身は削除できません。ほかの管理者が削除できます。</translation>
    </message>
    <message>
        <source>The image has %1, and at most %2 are taken. Save it smaller or with another quality.</source>
        <translation>画像のサイズは%1ですが、受け付けるのは%2までです。小さくするか、画質を変えて保存してください。</translation>
    </message>
    <message>
        <source>This is no image in one of the formats GIF, JPEG, PNG, BMP and WebP.</source>
        <translation>GIF、JPEG、PNG、BMP、WebPのいずれの形式の画像でもありません。</translation>
    </message>
    <message>
        <source>The image says that it is %1 × %2 pixels large. More than 40 million are not opened.</source>
        <translation>画像の大きさが%1 × %2ピクセルと記されています。4000万ピクセルを超える画像は開きません。</translation>
    </message>
    <message>
        <source>The image is damaged and could not be opened: %1.</source>
        <translation>画像が壊れているため開けませんでした: %1。</translation>
    </message>
    <message>
        <source>Every address is let in to the sign-in page, so completion gives login names away to everybody. Restrict the addresses, or leave completion off.</source>
        <translation>どのアドレスからもログイン画面を開けるため、自動補完はログイン名を誰にでも明かしてしまいます。アドレスを制限するか、自動補完をオフのままにしてください。</translation>
    </message>
    <message>
        <source>The image is still on its way to the platform. Apply when it has arrived.</source>
        <translation>画像をプラットフォームへ送信中です。届いてから適用してください。</translation>
    </message>
    <message>
        <source>This time is over. Choose one that is still to come, or do not let staff look.</source>
        <translation>この時刻は過ぎています。これからの時刻を選ぶか、閲覧を許可しないでください。</translation>
    </message>
    <message>
        <source>“after” takes what an earlier answer had as “next”, as it was.</source>
        <translation>「after」には、前の応答の「next」をそのまま指定してください。</translation>
    </message>
    <message>
        <source>There is no user with this id. Load the list anew.</source>
        <translation>このIDのユーザーはいません。一覧を読み込み直してください。</translation>
    </message>
    <message>
        <source>Too many login names were asked for from %1. Wait %2 seconds before you ask again.</source>
        <translation>%1からのログイン名の問い合わせが多すぎます。%2秒待ってからもう一度お試しください。</translation>
    </message>
    <message>
        <source>Stay signed in here for a day</source>
        <translation>このブラウザーで1日間ログインしたままにする</translation>
    </message>
    <message>
        <source>Stay signed in here for a week</source>
        <translation>このブラウザーで1週間ログインしたままにする</translation>
    </message>
    <message>
        <source>Stay signed in here for a month</source>
        <translation>このブラウザーで1か月間ログインしたままにする</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>すべてログアウト</translation>
    </message>
    <message>
        <source>Unpacked, the text is larger than the limit of %1 bytes.</source>
        <translation>展開すると、テキストが上限の%1バイトを超えます。</translation>
    </message>
    <message>
        <source>There is not enough memory to unpack the text.</source>
        <translation>テキストを展開するためのメモリーが足りません。</translation>
    </message>
    <message>
        <source>The file “%1” cannot be opened: %2</source>
        <translation>ファイル「%1」を開けません: %2</translation>
    </message>
    <message>
        <source>The file “%1” cannot be read: %2</source>
        <translation>ファイル「%1」を読み取れません: %2</translation>
    </message>
    <message>
        <source>Text stands between a closing quotation mark and the end of the field.</source>
        <translation>閉じ引用符とフィールドの終わりの間に文字があります。</translation>
    </message>
    <message>
        <source>The field begins with a quotation mark and is never closed.</source>
        <translation>フィールドが引用符で始まっていますが、閉じられていません。</translation>
    </message>
    <message>
        <source>A carriage return without a line feed stands outside of quotation marks.</source>
        <translation>引用符の外に、改行（LF）を伴わない復帰（CR）があります。</translation>
    </message>
    <message>
        <source>The text holds a byte of the value zero.</source>
        <translation>テキストに値が0のバイトが含まれています。</translation>
    </message>
    <message>
        <source>These bytes are not UTF-8; they are shown as “�”.</source>
        <translation>これらのバイトはUTF-8ではありません。「�」と表示されます。</translation>
    </message>
    <message>
        <source>The row has %1 fields instead of %2; the last ones are missing.</source>
        <translation>この行のフィールドは%2個ではなく%1個です。最後のフィールドがありません。</translation>
    </message>
    <message>
        <source>The row has %1 fields instead of %2; nobody knows what the last ones are.</source>
        <translation>この行のフィールドは%2個ではなく%1個です。余分なフィールドの意味は不明です。</translation>
    </message>
    <message>
        <source>The row is longer than the limit of %1 bytes and was cut in two.</source>
        <translation>行が上限の%1バイトより長いため、2つに分けられました。</translation>
    </message>
    <message>
        <source>This is not a time.</source>
        <translation>これは時刻ではありません。</translation>
    </message>
    <message>
        <source>The line is not a JSON object; all of it stands in the complement.</source>
        <translation>この行はJSONオブジェクトではありません。行全体が補足に入っています。</translation>
    </message>
    <message>
        <source>It cannot be read on: %1</source>
        <translation>これ以上読み取れません: %1</translation>
    </message>
    <message>
        <source>This is a file of the kind %1, not a log that can be read here. Save it as CSV or XLSX first.</source>
        <translation>これは%1形式のファイルで、ここで読み取れるログではありません。先にCSVまたはXLSXとして保存してください。</translation>
    </message>
    <message>
        <source>Together the files unpack to more than the limit of %1 GB; the rest is not read.</source>
        <translation>ファイルを展開すると合計で上限の%1GBを超えます。残りは読み取りません。</translation>
    </message>
    <message>
        <source>“%1” was cut or written anew while it was shown. It has to be read again.</source>
        <translation>「%1」は表示中に切り詰められたか書き直されました。もう一度読み取る必要があります。</translation>
    </message>
    <message>
        <source>There is no field “%1”. The fields are: %2.</source>
        <translation>フィールド「%1」はありません。使えるフィールド: %2。</translation>
    </message>
    <message>
        <source>The field “%1” stands there twice; it can be one column only.</source>
        <translation>フィールド「%1」が2回指定されています。1つの列にしか割り当てられません。</translation>
    </message>
    <message>
        <source>It ends too early: what follows after %1 bytes of text is missing.</source>
        <translation>途中で終わっています。テキストの%1バイト目より後がありません。</translation>
    </message>
    <message>
        <source>It is damaged after %1 bytes of text; the rest cannot be unpacked.</source>
        <translation>テキストの%1バイト目より後が壊れています。残りは展開できません。</translation>
    </message>
    <message>
        <source>The checksum does not fit: somewhere in the %1 bytes of text something is not as it was packed.</source>
        <translation>チェックサムが一致しません。%1バイトのテキストのどこかが圧縮時と異なります。</translation>
    </message>
    <message>
        <source>After the end of the packed text there is something else, which is left out.</source>
        <translation>圧縮されたテキストの後に別のデータがあります。これは読み取りません。</translation>
    </message>
    <message>
        <source>The archive cannot be unpacked: %1</source>
        <translation>アーカイブを展開できません: %1</translation>
    </message>
    <message>
        <source>The archive is cut or damaged: its list of files, which is at the end, cannot be read.</source>
        <translation>アーカイブが途中で切れているか壊れています。末尾にあるファイル一覧を読み取れません。</translation>
    </message>
    <message>
        <source>The archive is encrypted (%1). Unpack it with its password first.</source>
        <translation>アーカイブは暗号化されています（%1）。先にパスワードを使って展開してください。</translation>
    </message>
    <message>
        <source>The archive is packed by %1, which cannot be read here. Pack it as LZMA2.</source>
        <translation>アーカイブの圧縮方式%1はここでは読み取れません。LZMA2で圧縮してください。</translation>
    </message>
    <message>
        <source>The archive unpacks to more than %1 MB, and a 7z can only be unpacked at once. Unpack it first, or use ZIP or tar.</source>
        <translation>アーカイブを展開すると%1MBを超えますが、7zは一度にまとめてしか展開できません。先に展開するか、ZIPまたはtarを使ってください。</translation>
    </message>
    <message>
        <source>The archive has more than %1 entries, and is not opened.</source>
        <translation>アーカイブの項目が%1個を超えているため、開きません。</translation>
    </message>
    <message>
        <source>The archive ends too early, at byte %1 of it. What follows is missing.</source>
        <translation>アーカイブが%1バイト目で途切れています。それより後がありません。</translation>
    </message>
    <message>
        <source>The archive is damaged at byte %1 of it. What follows cannot be read.</source>
        <translation>アーカイブが%1バイト目で壊れています。それより後は読み取れません。</translation>
    </message>
    <message>
        <source>This is no text: it holds bytes that do not occur in a log.</source>
        <translation>これはテキストではありません。ログには現れないバイトが含まれています。</translation>
    </message>
    <message>
        <source>This is a folder. Open the files in it.</source>
        <translation>これはフォルダーです。中のファイルを開いてください。</translation>
    </message>
    <message>
        <source>It is packed within packed files more than once over. Unpack the outer one first.</source>
        <translation>圧縮ファイルの中に2重以上に圧縮されています。先に外側のファイルを展開してください。</translation>
    </message>
    <message>
        <source>It unpacks to more than %1 times its size, as no log does. The rest is not read.</source>
        <translation>展開すると元の%1倍を超えます。ログではありえないため、残りは読み取りません。</translation>
    </message>
    <message>
        <source>As an archive in an archive it is too large: more than %1 MB. Unpack the outer one first.</source>
        <translation>アーカイブ内のアーカイブとしては大きすぎます（%1MB超）。先に外側を展開してください。</translation>
    </message>
    <message>
        <source>The archive is cut: its directory is missing. What could be found without it is shown.</source>
        <translation>アーカイブが途中で切れており、目録がありません。目録なしで見つかったものを表示します。</translation>
    </message>
    <message>
        <source>The archive has more than %1 entries; the rest is not read.</source>
        <translation>アーカイブの項目が%1個を超えています。残りは読み取りません。</translation>
    </message>
    <message>
        <source>These bytes are no character.</source>
        <translation>これらのバイトは文字ではありません。</translation>
    </message>
    <message>
        <source>There is no sheet with cells in the workbook.</source>
        <translation>ブックにセルのあるシートがありません。</translation>
    </message>
    <message>
        <source>The workbook is too large: “%1” in it takes more than %2 MB. Save it as CSV.</source>
        <translation>ブックが大きすぎます。その中の「%1」が%2MBを超えています。CSVとして保存してください。</translation>
    </message>
    <message>
        <source>The workbook is damaged in “%1”, line %2 of its XML; what follows is missing.</source>
        <translation>ブックの「%1」（XMLの%2行目）が壊れています。それより後がありません。</translation>
    </message>
    <message>
        <source>The archive is damaged: no entry can be found in it.</source>
        <translation>アーカイブが壊れています。項目が1つも見つかりません。</translation>
    </message>
    <message>
        <source>The entry is encrypted (%1). Unpack it with its password first.</source>
        <translation>項目は暗号化されています（%1）。先にパスワードを使って展開してください。</translation>
    </message>
    <message>
        <source>The entry is packed by %1, which cannot be read here. Pack it as Deflate.</source>
        <translation>項目の圧縮方式%1はここでは読み取れません。Deflateで圧縮してください。</translation>
    </message>
    <message>
        <source>The entry cannot be read: its place in the archive is not where the directory says.</source>
        <translation>項目を読み取れません。アーカイブ内の位置が目録と一致しません。</translation>
    </message>
    <message>
        <source>The archive is built to deceive: its entries share the same bytes. It is not opened.</source>
        <translation>このアーカイブは不正に作られています。複数の項目が同じバイトを共有しています。開きません。</translation>
    </message>
    <message>
        <source>The regular expression is empty. Write what is looked for between the slashes.</source>
        <translation>正規表現が空です。探すものをスラッシュの間に書いてください。</translation>
    </message>
    <message>
        <source>“%1” is not a regular expression: %2.</source>
        <translation>「%1」は正規表現ではありません：%2。</translation>
    </message>
    <message>
        <source>The regular expression “%1” needs too much memory. Make it shorter, or let it repeat less often.</source>
        <translation>正規表現「%1」は必要なメモリーが多すぎます。短くするか、繰り返しを減らしてください。</translation>
    </message>
    <message>
        <source>The filter is too long: it has %1 characters, at most %2 are read.</source>
        <translation>フィルターが長すぎます。%1文字ありますが、読み取るのは%2文字までです。</translation>
    </message>
    <message>
        <source>There are more brackets in each other than the %1 that are read.</source>
        <translation>かっこの入れ子が、読み取れる%1段を超えています。</translation>
    </message>
    <message>
        <source>The filter has more than the %1 conditions that are read.</source>
        <translation>フィルターの条件が、読み取れる%1個を超えています。</translation>
    </message>
    <message>
        <source>The filter has more than the %1 regular expressions that are read.</source>
        <translation>フィルターの正規表現が、読み取れる%1個を超えています。</translation>
    </message>
    <message>
        <source>Something is missing here: what is looked for.</source>
        <translation>ここに、探すものが抜けています。</translation>
    </message>
    <message>
        <source>“%1” cannot stand here, where something that is looked for is wanted. To look for the word itself, put it in quotes.</source>
        <translation>ここには探すものが必要で、「%1」は置けません。この語そのものを探すには、引用符で囲んでください。</translation>
    </message>
    <message>
        <source>This bracket is never closed.</source>
        <translation>このかっこは閉じられていません。</translation>
    </message>
    <message>
        <source>This bracket closes one that was never opened.</source>
        <translation>このかっこに対応する開きかっこがありません。</translation>
    </message>
    <message>
        <source>A comma stands only between the values of a list such as user:(a, b). To look for a comma, put it in quotes.</source>
        <translation>コンマは、user:(a, b) のような値の並びの間にだけ置けます。コンマを探すには、引用符で囲んでください。</translation>
    </message>
    <message>
        <source>“%1” negates what is negated already. To look for a text that begins so, put it in quotes.</source>
        <translation>「%1」は、すでに否定されているものを否定しています。このように始まる文字列を探すには、引用符で囲んでください。</translation>
    </message>
    <message>
        <source>These quotes are never closed.</source>
        <translation>この引用符は閉じられていません。</translation>
    </message>
    <message>
        <source>“%1” begins a regular expression that is never closed. To look for a text that begins with a slash, put it in quotes.</source>
        <translation>「%1」で始まる正規表現が閉じられていません。スラッシュで始まる文字列を探すには、引用符で囲んでください。</translation>
    </message>
    <message>
        <source>“%1” was read as a regular expression, and “%2” stands right behind it. Put a text with slashes in quotes.</source>
        <translation>「%1」は正規表現として読まれ、そのすぐ後ろに「%2」があります。スラッシュを含む文字列は引用符で囲んでください。</translation>
    </message>
    <message>
        <source>There is no field “%1”. To look for the text as it is, put it in quotes.</source>
        <translation>「%1」という項目はありません。文字列のまま探すには、引用符で囲んでください。</translation>
    </message>
    <message>
        <source>There is no field before “%1”. To look for the text as it is, put it in quotes.</source>
        <translation>「%1」の前に項目がありません。文字列のまま探すには、引用符で囲んでください。</translation>
    </message>
    <message>
        <source>“%1” is no operator here. “:” means “is”.</source>
        <translation>「%1」はここでは演算子になりません。「:」が「等しい」を表します。</translation>
    </message>
    <message>
        <source>“%2” does not go with “%1”.</source>
        <translation>「%2」は「%1」には使えません。</translation>
    </message>
    <message>
        <source>A value is missing behind “%1”.</source>
        <translation>「%1」の後ろに値がありません。</translation>
    </message>
    <message>
        <source>There is nothing between the quotes, and nothing is in every text.</source>
        <translation>引用符の間に何もありません。空の文字列はどの文字列にも含まれます。</translation>
    </message>
    <message>
        <source>“%1” cannot stand here, where a value is wanted. To look for the text as it is, put it in quotes.</source>
        <translation>ここには値が必要で、「%1」は置けません。文字列のまま探すには、引用符で囲んでください。</translation>
    </message>
    <message>
        <source>A list of values stands behind “:”, “!:” and “~” only.</source>
        <translation>値の並びは「:」「!:」「~」の後ろにだけ置けます。</translation>
    </message>
    <message>
        <source>A comma is missing between the values of this list.</source>
        <translation>この並びの値の間にコンマがありません。</translation>
    </message>
    <message>
        <source>A range has a value on both sides of “..”.</source>
        <translation>範囲には「..」の両側に値が必要です。</translation>
    </message>
    <message>
        <source>A range from..to stands behind “:” and “!:” only.</source>
        <translation>from..to の範囲は「:」と「!:」の後ろにだけ置けます。</translation>
    </message>
    <message>
        <source>The range runs backwards: “%1” is after “%2”.</source>
        <translation>範囲が逆です。「%1」は「%2」より後です。</translation>
    </message>
    <message>
        <source>“*” stands for any characters only in a whole value, such as user:taro*. Leave it out here, where any place in the text counts, or put it in quotes to look for the sign.</source>
        <translation>「*」が任意の文字を表すのは、user:taro* のような値全体の中だけです。文字列のどこでも一致するここでは省くか、記号そのものを探すなら引用符で囲んでください。</translation>
    </message>
    <message>
        <source>There is no level “%1”. To look for a level of that name in a file, put it in quotes.</source>
        <translation>「%1」というレベルはありません。ファイルにあるその名前のレベルを探すには、引用符で囲んでください。</translation>
    </message>
    <message>
        <source>There is no result “%1”. To look for a result of that name in a file, put it in quotes.</source>
        <translation>「%1」という結果はありません。ファイルにあるその名前の結果を探すには、引用符で囲んでください。</translation>
    </message>
    <message>
        <source>“%1” is not a time that can be read. Write it like 2026-03-05 or &quot;2026-03-05 14:00&quot;.</source>
        <translation>「%1」は日時として読めません。2026-03-05 または &quot;2026-03-05 14:00&quot; のように書いてください。</translation>
    </message>
    <message>
        <source>Times are not compared as texts. Write one like 2026-03-05, or a range like 2026-03-01..2026-03-05.</source>
        <translation>日時は文字列として比べません。2026-03-05 のような日時か、2026-03-01..2026-03-05 のような範囲を書いてください。</translation>
    </message>
    <message>
        <source>“%1” never was: the clocks in the zone %2 went forward over it.</source>
        <translation>「%1」は存在しません。タイムゾーン %2 で時計が進められたためです。</translation>
    </message>
    <message>
        <source>“%1” is outside the years 1 to 9999.</source>
        <translation>「%1」は1年から9999年の範囲にありません。</translation>
    </message>
    <message>
        <source>“%1” is a moment, in which nothing happens. Write since:%1 for all that came after.</source>
        <translation>「%1」は一瞬であり、その間には何も起きません。その後のすべてを見るには since:%1 と書いてください。</translation>
    </message>
    <message>
        <source>a text that is looked for</source>
        <translation>探す文字列</translation>
    </message>
    <message>
        <source>the end of the filter</source>
        <translation>フィルターの終わり</translation>
    </message>
    <message>
        <source>a field: time, source, user, service, module, action, result, level or complement</source>
        <translation>項目：日時、接続元、ユーザー、サービス、モジュール、アクション、結果、レベル、補足</translation>
    </message>
    <message>
        <source>an operator: “:” is, “!:” is not, “~” contains</source>
        <translation>演算子：「:」等しい、「!:」等しくない、「~」含む</translation>
    </message>
    <message>
        <source>an operator: “:” is, “!:” is not, “&lt;”, “&lt;=”, “&gt;” or “&gt;=”</source>
        <translation>演算子：「:」等しい、「!:」等しくない、「&lt;」「&lt;=」「&gt;」「&gt;=」</translation>
    </message>
    <message>
        <source>a colon</source>
        <translation>コロン</translation>
    </message>
    <message>
        <source>a text, in quotes if it has blanks</source>
        <translation>文字列（空白を含むなら引用符で囲む）</translation>
    </message>
    <message>
        <source>a list of values such as (a, b)</source>
        <translation>(a, b) のような値の並び</translation>
    </message>
    <message>
        <source>a regular expression between slashes</source>
        <translation>スラッシュで囲んだ正規表現</translation>
    </message>
    <message>
        <source>a level: information, notice, warning, error or critical</source>
        <translation>レベル：情報、通知、警告、エラー、重大</translation>
    </message>
    <message>
        <source>a result: SUCCESS, FAILED, &quot;VALIDATION ERROR&quot; or ERROR</source>
        <translation>結果：SUCCESS、FAILED、&quot;VALIDATION ERROR&quot;、ERROR</translation>
    </message>
    <message>
        <source>an address, a network such as 192.0.2.0/24, or a range of addresses</source>
        <translation>アドレス、192.0.2.0/24 のようなネットワーク、またはアドレスの範囲</translation>
    </message>
    <message>
        <source>a time such as 2026-03-05, 2026-03-05T14:00 or yesterday</source>
        <translation>2026-03-05、2026-03-05T14:00、昨日 のような日時</translation>
    </message>
    <message>
        <source>a length of time such as 30m, 2h, 7d or 4w</source>
        <translation>30m、2h、7d、4w のような長さ</translation>
    </message>
    <message>
        <source>a text in quotes</source>
        <translation>引用符で囲んだ文字列</translation>
    </message>
    <message>
        <source>closing quotes</source>
        <translation>閉じ引用符</translation>
    </message>
    <message>
        <source>a closing slash</source>
        <translation>閉じスラッシュ</translation>
    </message>
    <message>
        <source>a closing bracket</source>
        <translation>閉じかっこ</translation>
    </message>
    <message>
        <source>a comma</source>
        <translation>コンマ</translation>
    </message>
    <message>
        <source>a blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>The export was stopped. Nothing was written.</source>
        <translation>書き出しを中止しました。何も書き込まれていません。</translation>
    </message>
    <message>
        <source>“%1” cannot be written: %2.</source>
        <translation>「%1」に書き込めません: %2。</translation>
    </message>
    <message>
        <source>A page has one place: send only one of “after”, “above” and “at”.</source>
        <translation>ページの位置は 1 つだけです。「after」「above」「at」のうち 1 つだけを送ってください。</translation>
    </message>
    <message>
        <source>“%1” has to be one of %2.</source>
        <translation>「%1」は %2 のいずれかでなければなりません。</translation>
    </message>
    <message>
        <source>There is no time zone “%1”. Name one of IANA&apos;s, such as Asia/Tokyo.</source>
        <translation>「%1」というタイムゾーンはありません。Asia/Tokyo のような IANA の名前を指定してください。</translation>
    </message>
    <message>
        <source>“step” and “bars” say the same in two ways: send only one of them.</source>
        <translation>「step」と「bars」は同じことを別の方法で指定するものです。どちらか 1 つだけを送ってください。</translation>
    </message>
    <message>
        <source>%1 searches in this tenant&apos;s log are under way, as many as it may have. Try again in a moment.</source>
        <translation>このテナントのログではすでに上限の %1 件の検索が実行中です。しばらくしてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>The service searches in as many logs as it can. Try again in a moment.</source>
        <translation>サービスが同時に検索できるログの上限に達しています。しばらくしてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>%1 exports of this tenant&apos;s log are under way, as many as it may have. Try again when one is through.</source>
        <translation>このテナントのログではすでに上限の %1 件のエクスポートが実行中です。いずれかが終わってからもう一度お試しください。</translation>
    </message>
    <message>
        <source>The service exports as many logs as it can. Try again in a minute.</source>
        <translation>サービスが同時にエクスポートできるログの上限に達しています。1 分ほどしてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>The search took too long and was ended. Look for less at once, or try again later.</source>
        <translation>検索に時間がかかりすぎたため中止しました。一度に検索する範囲を狭めるか、後でもう一度お試しください。</translation>
    </message>
    <message>
        <source>“%1” is no file. Choose the name of a file.</source>
        <translation>「%1」はファイルではありません。ファイルの名前を選んでください。</translation>
    </message>
    <message>
        <source>%1. `sekimori-log --help` shows what can be given.</source>
        <translation>%1。指定できるものは `sekimori-log --help` で表示されます。</translation>
    </message>
    <message>
        <source>Standard output could not be written: %1.</source>
        <translation>標準出力に書き込めませんでした：%1。</translation>
    </message>
    <message>
        <source>Interrupted.</source>
        <translation>中断されました。</translation>
    </message>
    <message>
        <source>A row of the sheet takes more than %1 MB, as no log does. The rest is not read.</source>
        <translation>シートの1行が%1 MBを超えています。ログではあり得ない大きさのため、以降は読み取りません。</translation>
    </message>
    <message>
        <source>The files are still being read. Export when that has ended.</source>
        <translation>ファイルをまだ読み取っています。読み取りが終わってから書き出してください。</translation>
    </message>
    <message>
        <source>This is no sealed bundle.</source>
        <translation>これは封印付きバンドルではありません。</translation>
    </message>
    <message>
        <source>The file is cut: what stands at its end is missing. It was not received or copied whole.</source>
        <translation>ファイルが途中で切れており、末尾がありません。受信またはコピーが最後まで行われていません。</translation>
    </message>
    <message>
        <source>The archive is built to deceive: it has several files of the name “%1”, of which others read another.</source>
        <translation>このアーカイブは欺くために作られています。「%1」という名前のファイルが複数あり、プログラムによって読むものが異なります。</translation>
    </message>
    <message>
        <source>“%1” in it is encrypted, or packed in another way than bundles are.</source>
        <translation>中の「%1」は暗号化されているか、バンドルとは異なる方法で圧縮されています。</translation>
    </message>
    <message>
        <source>“%1” is missing in it.</source>
        <translation>中に「%1」がありません。</translation>
    </message>
    <message>
        <source>“%1” in it is larger than such a file can be.</source>
        <translation>中の「%1」は、この種のファイルとしては大きすぎます。</translation>
    </message>
    <message>
        <source>The folder for temporary files cannot be written: %1.</source>
        <translation>一時ファイル用のフォルダーに書き込めません: %1。</translation>
    </message>
    <message>
        <source>The log&apos;s events are not in the order of their numbers.</source>
        <translation>ログのイベントが番号順になっていません。</translation>
    </message>
    <message>
        <source>A line in it is longer than any that such a file has.</source>
        <translation>中の行に、この種のファイルにはない長さのものがあります。</translation>
    </message>
    <message>
        <source>A file in it unpacks to more than the limit of %1 GB.</source>
        <translation>中のファイルを展開すると上限の %1 GB を超えます。</translation>
    </message>
    <message>
        <source>Intact: the events from number %1 to %2 are as they were exported.</source>
        <translation>改ざんなし: 番号 %1 から %2 までのイベントは、書き出されたときのままです。</translation>
    </message>
    <message>
        <source>Intact: there were no events to be exported, and there are none.</source>
        <translation>改ざんなし: 書き出すイベントはなく、実際に 1 件もありません。</translation>
    </message>
    <message>
        <source>Key unknown: nothing in it contradicts itself, but it proves nothing as long as its key is known from the bundle alone.</source>
        <translation>鍵が不明: 内容に矛盾はありませんが、鍵がこのバンドルからしか分からない限り、何の証明にもなりません。</translation>
    </message>
    <message>
        <source>Key unknown: nothing in it contradicts itself, but it is signed by another key than those that are known.</source>
        <translation>鍵が不明: 内容に矛盾はありませんが、把握されている鍵とは別の鍵で署名されています。</translation>
    </message>
    <message>
        <source>Altered at number %1: this event is not as it was written.</source>
        <translation>番号 %1 で改ざん: このイベントは記録されたときのままではありません。</translation>
    </message>
    <message>
        <source>Altered between number %1 and %2: among these events some are not as they were written.</source>
        <translation>番号 %1 から %2 の間で改ざん: この範囲に、記録されたときのままではないイベントがあります。</translation>
    </message>
    <message>
        <source>Altered: the file “%1” in it is not as it was signed.</source>
        <translation>改ざん: 中のファイル「%1」は署名されたときのままではありません。</translation>
    </message>
    <message>
        <source>Missing: there are no events between number %1 and %2, where there were some.</source>
        <translation>欠落: 番号 %1 と %2 の間にあったはずのイベントがありません。</translation>
    </message>
    <message>
        <source>Missing: the events before number %1, with which it should begin, are not there.</source>
        <translation>欠落: 最初にあるはずの、番号 %1 より前のイベントがありません。</translation>
    </message>
    <message>
        <source>Cut off after number %1: the events up to number %2 at least are not there.</source>
        <translation>番号 %1 より後が切り取られています: 少なくとも番号 %2 までのイベントがありません。</translation>
    </message>
    <message>
        <source>Another log: the checkpoint from outside is not of the log in this bundle.</source>
        <translation>別のログ: 外部のチェックポイントは、このバンドルのログのものではありません。</translation>
    </message>
    <message>
        <source>It is too damaged to be judged.</source>
        <translation>破損がひどく、判定できません。</translation>
    </message>
    <message>
        <source>The check was stopped.</source>
        <translation>検証は中止されました。</translation>
    </message>
    <message>
        <source>The checkpoint of event number %1 is signed by the key %2, which is not known. Give that key, too.</source>
        <translation>イベント番号 %1 のチェックポイントは、把握されていない鍵 %2 で署名されています。その鍵も指定してください。</translation>
    </message>
    <message>
        <source>The checkpoint of event number %1 has a wrong signature: it is not as it was sent. Take it from the mail anew.</source>
        <translation>イベント番号 %1 のチェックポイントの署名が正しくありません。送信されたときのままではないため、メールから取り直してください。</translation>
    </message>
    <message>
        <source>This is no event in its canonical form: it was changed, or is none at all.</source>
        <translation>これは正規形のイベントではありません。変更されたか、そもそもイベントではありません。</translation>
    </message>
    <message>
        <source>This is no checkpoint of an audit log.</source>
        <translation>これは監査ログのチェックポイントではありません。</translation>
    </message>
    <message>
        <source>This is no manifest of a sealed bundle.</source>
        <translation>これは封印付きバンドルのマニフェストではありません。</translation>
    </message>
    <message>
        <source>This is no public key of the kind Ed25519 in PEM form. Expected is text that begins with “-----BEGIN PUBLIC KEY-----”.</source>
        <translation>これは PEM 形式の Ed25519 公開鍵ではありません。「-----BEGIN PUBLIC KEY-----」で始まるテキストが必要です。</translation>
    </message>
    <message>
        <source>What was stored is no private key that can sign.</source>
        <translation>保存されていたものは、署名できる秘密鍵ではありません。</translation>
    </message>
    <message>
        <source>The key file “%1” could not be read: %2.</source>
        <translation>鍵ファイル「%1」を読み取れませんでした: %2</translation>
    </message>
    <message>
        <source>Two rules are called “%1”. Give one of them another name.</source>
        <translation>「%1」という名前のルールが2つあります。どちらかの名前を変えてください。</translation>
    </message>
    <message>
        <source>The rule has no address to write to. Enter one, or remove the rule.</source>
        <translation>このルールには宛先のアドレスがありません。アドレスを入力するか、ルールを削除してください。</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>情報</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>重大</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Accessed from</source>
        <translation>接続元</translation>
    </message>
    <message>
        <source>User</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>モジュール</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>アクション</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>レベル</translation>
    </message>
    <message>
        <source>Complement</source>
        <translation>補足</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>イベント%1件</translation>
    </message>
    <message>
        <source>mail was held back</source>
        <translation>送信を控えたメールがあります</translation>
    </message>
    <message>
        <source>You get this because events of level “%1” in “%2” are mailed to you.</source>
        <translation>「%2」でレベル「%1」のイベントが起きたときにメールを受け取る設定になっているため、お送りしています。</translation>
    </message>
    <message>
        <source>You get this because the rule “%1” of “%2” mails to you. It selects: %3</source>
        <translation>「%2」のルール「%1」の宛先になっているため、お送りしています。ルールの条件： %3</translation>
    </message>
    <message>
        <source>Of %1 events the first %2 and the last %3 are shown. All of them stand in the audit log, between the numbers %4 and %5.</source>
        <translation>イベント%1件のうち、最初の%2件と最後の%3件を表示しています。すべては監査ログの番号%4から%5までの間にあります。</translation>
    </message>
    <message>
        <source>%1 of the events are no longer in the log and cannot be shown.</source>
        <translation>このうち%1件はすでにログになく、表示できません。</translation>
    </message>
    <message>
        <source>Held back before this mail: %1 (events in them: %2, between the numbers %3 and %4). At most %5 mails an hour are sent for this. The events stand in the audit log.</source>
        <translation>このメールの前に送信を控えたメール： %1通（イベント%2件、番号%3から%4までの間）。この設定で送るメールは1時間に%5通までです。イベントは監査ログにあります。</translation>
    </message>
    <message>
        <source>This mail is late: the service was not running, or could not write mail, when the events happened.</source>
        <translation>このメールは遅れて送られました。イベントが起きたときにサービスが動いていなかったか、メールを作成できませんでした。</translation>
    </message>
    <message>
        <source>Times are those of the time zone %1.</source>
        <translation>日時はタイムゾーン %1 のものです。</translation>
    </message>
    <message>
        <source>Test mail</source>
        <translation>テストメール</translation>
    </message>
    <message>
        <source>This is a test that %1 sent. Nothing has happened. Events of level “%2” in “%3” would come to you like this, by the same queue and the same mail server.</source>
        <translation>これは %1 が送ったテストです。何も起きていません。「%3」でレベル「%2」のイベントが起きると、同じ送信待ちの列と同じメールサーバーを通って、このように届きます。</translation>
    </message>
    <message>
        <source>This is a test that %1 sent. Nothing has happened. Events that the rule “%2” of “%3” selects would come to you like this, by the same queue and the same mail server.</source>
        <translation>これは %1 が送ったテストです。何も起きていません。「%3」のルール「%2」に合うイベントが起きると、同じ送信待ちの列と同じメールサーバーを通って、このように届きます。</translation>
    </message>
    <message>
        <source>By the settings in force, a real event would be mailed to nobody.</source>
        <translation>現在の設定では、実際のイベントは誰にもメールされません。</translation>
    </message>
    <message>
        <source>By the settings in force, a real event would be mailed to: %1</source>
        <translation>現在の設定では、実際のイベントは次の宛先にメールされます： %1</translation>
    </message>
    <message>
        <source>%1 test mails were sent within a minute, as many as can be. Wait a minute.</source>
        <translation>1分間に%1通のテストメールが送られました。これが上限です。1分待ってください。</translation>
    </message>
    <message>
        <source>Enter at least one address that the test is sent to.</source>
        <translation>テストの宛先を少なくとも1つ入力してください。</translation>
    </message>
    <message>
        <source>The audit log has no events of the month “%1”.</source>
        <translation>監査ログには月「%1」のイベントがありません。</translation>
    </message>
    <message>
        <source>Name the events by their numbers or by their times, not by both: leave “%1” out.</source>
        <translation>イベントは番号か日時のどちらか一方で指定してください。「%1」を外してください。</translation>
    </message>
    <message>
        <source>“last” must not be smaller than “first”.</source>
        <translation>「last」は「first」より小さくできません。</translation>
    </message>
    <message>
        <source>The audit log has no events there: it goes from number %1 to %2 at present.</source>
        <translation>その範囲の監査ログにイベントはありません。現在の番号は%1から%2までです。</translation>
    </message>
    <message>
        <source>There is no such mail in the delivery log. It keeps mails for 90 days.</source>
        <translation>配信記録にそのメールはありません。配信記録はメールを90日間保存します。</translation>
    </message>
    <message>
        <source>%1 mails were sent again within a minute, as many as can be. Wait a minute.</source>
        <translation>1分間に%1通のメールが再送されました。これが上限です。1分待ってください。</translation>
    </message>
    <message>
        <source>“state” has to be one of: %1.</source>
        <translation>「state」は次のいずれかにしてください：%1。</translation>
    </message>
    <message>
        <source>This has to be a list of 1 to %1 mail addresses.</source>
        <translation>1～%1件のメールアドレスの一覧を指定してください。</translation>
    </message>
    <message>
        <source>Mail goes either to “smtp-server” or into “mail-folder”. Leave one of them out.</source>
        <translation>メールの送り先は「smtp-server」か「mail-folder」のどちらか一方です。片方を削除してください。</translation>
    </message>
    <message>
        <source>Set “mail-from”: the address that the platform&apos;s mails come from.</source>
        <translation>「mail-from」を設定してください：プラットフォームのメールの差出人アドレスです。</translation>
    </message>
    <message>
        <source>“smtp-user” is set, but there is no password. Name a file with it as “smtp-password-file”, or give it to systemd as the credential “sekimorid-smtp-password”.</source>
        <translation>「smtp-user」が設定されていますが、パスワードがありません。パスワードのファイルを「smtp-password-file」で指定するか、systemdの資格情報「sekimorid-smtp-password」として渡してください。</translation>
    </message>
    <message>
        <source>The password for the mail server could not be read from “%1”: %2.</source>
        <translation>メールサーバーのパスワードを「%1」から読み込めませんでした：%2。</translation>
    </message>
    <message>
        <source>The password for the mail server in “%1” can be read by others on this machine. Let only the service&apos;s user read it (chmod 600).</source>
        <translation>「%1」にあるメールサーバーのパスワードは、このコンピューターの他の利用者も読み取れます。サービスのユーザーだけが読み取れるようにしてください（chmod 600）。</translation>
    </message>
    <message>
        <source>The authorities for the mail server could not be read from “%1”: %2.</source>
        <translation>メールサーバーの認証局を「%1」から読み込めませんでした：%2。</translation>
    </message>
    <message>
        <source>%1, and %2 more</source>
        <translation>%1、ほか%2件</translation>
    </message>
    <message>
        <source>Something of the client certificates of “%1” ends soon. Whoever has only an ended certificate is not let in any more; new ones are issued in the console, under Client certificates.</source>
        <translation>「%1」のクライアント証明書に関するものがまもなく期限切れになります。期限切れの証明書しか持たない人は入れなくなります。新しい証明書は、コンソールの「クライアント証明書」で発行します。</translation>
    </message>
    <message>
        <source>Who is reminded is set in the console, under Client certificates. Answers to this mail are read by nobody.</source>
        <translation>通知先は、コンソールの「クライアント証明書」で設定します。このメールに返信しても誰にも読まれません。</translation>
    </message>
    <message>
        <source>What ends</source>
        <translation>期限が切れるもの</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Checkpoint of the audit log, number %1</source>
        <translation>監査ログのチェックポイント、番号%1</translation>
    </message>
    <message>
        <source>This is how far the audit log of “%1” went at the time below. The platform has signed it with the log&apos;s key. Keep this mail where nobody who runs the platform can change it: should the log ever be rewritten, even by somebody who has its key, it will no longer fit what is kept here.</source>
        <translation>下記の時点で「%1」の監査ログがどこまで進んでいたかを、プラットフォームがログの鍵で署名したものです。プラットフォームを運用する人が変更できない場所にこのメールを保管してください。鍵を持つ人がログを書き換えた場合でも、ここに保管された内容と一致しなくなります。</translation>
    </message>
    <message>
        <source>The key is the one that you have compared once. Should this mail name another key than the mails before it, ask the platform&apos;s operator why.</source>
        <translation>鍵は、一度照合したものと同じはずです。このメールが以前のメールと違う鍵を示している場合は、プラットフォームの運用者に理由を確認してください。</translation>
    </message>
    <message>
        <source>Who gets this each day is set in the console, under Alerts. Answers to this mail are read by nobody.</source>
        <translation>毎日の送信先は、コンソールの「アラート」で設定します。このメールに返信しても誰にも読まれません。</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Last event</source>
        <translation>最後のイベント</translation>
    </message>
    <message>
        <source>Its hash</source>
        <translation>そのハッシュ</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>署名日時</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>Signature (Base64)</source>
        <translation>署名 (Base64)</translation>
    </message>
    <message>
        <source>Event %1 of the audit log was altered after it was written.</source>
        <translation>監査ログのイベント%1は、書き込まれた後に改変されています。</translation>
    </message>
    <message>
        <source>The audit log was altered between the events %1 and %2 after it was written.</source>
        <translation>監査ログはイベント%1から%2の間で、書き込まれた後に改変されています。</translation>
    </message>
    <message>
        <source>Events of the audit log are missing between %1 and %2.</source>
        <translation>監査ログのイベントが%1と%2の間で欠けています。</translation>
    </message>
    <message>
        <source>The beginning of the audit log is missing up to event %1, and not by retention.</source>
        <translation>監査ログの先頭がイベント%1まで欠けています。保存期間による削除ではありません。</translation>
    </message>
    <message>
        <source>The audit log was cut off after event %1: it had gone on to %2 at least.</source>
        <translation>監査ログはイベント%1の後で切り取られています。少なくとも%2まで続いていました。</translation>
    </message>
    <message>
        <source>The audit log was written anew somewhere from event %1 to %2: it does not fit the checkpoint that was signed at event %2.</source>
        <translation>監査ログはイベント%1から%2のどこかで書き直されています。イベント%2で署名されたチェックポイントと合いません。</translation>
    </message>
    <message>
        <source>The checkpoint at event %1 of the audit log is not signed by a key of this log.</source>
        <translation>監査ログのイベント%1のチェックポイントは、このログの鍵で署名されていません。</translation>
    </message>
    <message>
        <source>The operator of the platform has set no mail server. It will be sent when there is one, within three days.</source>
        <translation>プラットフォームの運用者がメールサーバーを設定していません。3日以内に設定されれば送信されます。</translation>
    </message>
    <message>
        <source>The mail server could not be reached: %1.</source>
        <translation>メールサーバーに接続できませんでした：%1。</translation>
    </message>
    <message>
        <source>The connection to the mail server could not be made secure, so nothing was sent: %1.</source>
        <translation>メールサーバーへの接続を安全にできなかったため、何も送信しませんでした：%1。</translation>
    </message>
    <message>
        <source>The mail server does not let the platform sign in: %1.</source>
        <translation>メールサーバーがプラットフォームのサインインを拒否しました：%1。</translation>
    </message>
    <message>
        <source>The connection to the mail server ended before all of the mail was there, so it was not taken.</source>
        <translation>メール全体が届く前にメールサーバーとの接続が切れたため、受け付けられませんでした。</translation>
    </message>
    <message>
        <source>All of the mail went to the mail server, but no answer came. Whether it was taken is not known.</source>
        <translation>メール全体をメールサーバーに送りましたが、応答がありませんでした。受け付けられたかどうかは不明です。</translation>
    </message>
    <message>
        <source>The platform ended while the mail was under way. Whether the mail server took it is not known.</source>
        <translation>メールの送信中にプラットフォームが終了しました。メールサーバーが受け付けたかどうかは不明です。</translation>
    </message>
    <message>
        <source>The mail could not be written into the mail folder: %1.</source>
        <translation>メールをメールフォルダーに書き込めませんでした：%1。</translation>
    </message>
    <message>
        <source>The platform has no key under which it could keep that of the audit log, so nothing is signed. Its operator makes one with “openssl rand -hex 32”, puts it into a file outside the data folder and names that file as “key-file”.</source>
        <translation>監査ログの鍵を保管するための鍵がプラットフォームにないため、何も署名されません。運用者が「openssl rand -hex 32」で鍵を作り、データフォルダーの外のファイルに置き、そのファイルを「key-file」に指定します。</translation>
    </message>
    <message>
        <source>The key of this audit log was stored under another operator&apos;s key than the platform has now, so nothing is signed. Its operator has to bring the former one back as “key-file”.</source>
        <translation>この監査ログの鍵は、現在とは別の運用者の鍵で保管されているため、何も署名されません。運用者が以前の鍵を「key-file」に戻す必要があります。</translation>
    </message>
    <message>
        <source>The mail has %1 bytes; no more than %2 can be sent. It was not put into the queue.</source>
        <translation>メールの大きさは%1バイトです。送信できるのは%2バイトまでです。送信待ちには追加されませんでした。</translation>
    </message>
    <message>
        <source>%1 mails wait to be delivered already. Nothing was added; look at the delivery log for why they wait.</source>
        <translation>配信待ちのメールがすでに%1件あります。追加されませんでした。待っている理由は配信記録を確認してください。</translation>
    </message>
    <message>
        <source>The mail has no address to go to.</source>
        <translation>メールの宛先がありません。</translation>
    </message>
    <message>
        <source>Event %1 of the audit log is not linked to the one before it yet, so it cannot be closed. Try again later.</source>
        <translation>監査ログのイベント %1 がまだ前のイベントに連結されていないため、締められません。後でもう一度お試しください。</translation>
    </message>
    <message>
        <source>Only events of closed months can be deleted: those up to number %1, and these would go up to %2.</source>
        <translation>削除できるのは締めた月のイベント（番号 %1 まで）だけですが、指定されたのは %2 までです。</translation>
    </message>
    <message>
        <source>The events %1 to %2 of the audit log (%3) cannot be read: their file “%4” is missing or was altered. Newer and older ones can be: name a time from which or until which to look.</source>
        <translation>監査ログのイベント %1 から %2 まで（%3）を読み取れません。ファイル「%4」がないか、変更されています。それより新しいものと古いものは読み取れます。検索する期間の開始または終了の日時を指定してください。</translation>
    </message>
    <message>
        <source>The file “%1” of closed events could not be written: %2. Nothing was changed.</source>
        <translation>締めたイベントのファイル「%1」に書き込めませんでした：%2。何も変更されていません。</translation>
    </message>
    <message>
        <source>The events %1 to %2 cannot be closed: those before them are not closed yet, or they are closed already.</source>
        <translation>イベント %1 から %2 までを締められません。それより前のイベントがまだ締められていないか、すでに締められています。</translation>
    </message>
    <message>
        <source>When this is saved, %1 events (numbers %2 to %3) are deleted for good, since they are older than events are kept then. Export them first where you still need them.</source>
        <translation>保存すると、新しい保存期間より古い%1件のイベント（番号%2～%3）が完全に削除されます。まだ必要な場合は、先にエクスポートしてください。</translation>
    </message>
    <message>
        <source>It has more than %1 checkpoints, and no log has so many.</source>
        <translation>チェックポイントが%1個を超えています。それほど多いログはありません。</translation>
    </message>
    <message>
        <source>The attached file puts the days on which you are reminded of these into a calendar.</source>
        <translation>添付ファイルをカレンダーに取り込むと、これらについての通知日がすべて登録されます。</translation>
    </message>
    <message>
        <source>“%1” has grown since it was read. What was added is not shown.</source>
        <translation>「%1」は読み取り後に追記されました。追記された部分は表示されていません。</translation>
    </message>
    <message>
        <source>Another file has taken the place of “%1”.</source>
        <translation>「%1」が別のファイルに置き換えられました。</translation>
    </message>
    <message>
        <source>“%1” was removed or renamed. What was read of it is still shown.</source>
        <translation>「%1」は削除されたか、名前が変更されました。読み取り済みの内容は引き続き表示されます。</translation>
    </message>
    <message>
        <source>The entry is stored as a sparse file, without its zeros, which cannot be read here. Pack it without “--sparse”.</source>
        <translation>項目はゼロの部分を省いたスパースファイルとして格納されており、ここでは読み取れません。「--sparse」を付けずにまとめ直してください。</translation>
    </message>
    <message>
        <source>Some of these events have not been read in full. Let all of the files be read first.</source>
        <translation>これらのイベントの一部は最後まで読み取られていません。先にファイルをすべて読み取ってください。</translation>
    </message>
    <message>
        <source>The events are still being found and put in order. Export when that has ended.</source>
        <translation>イベントの検索と並べ替えがまだ終わっていません。終わってから書き出してください。</translation>
    </message>
    <message>
        <source>Reading was stopped, so not all events are known. Read the rest first, or export chosen events.</source>
        <translation>読み取りを中止したため、すべてのイベントは揃っていません。残りを読み取るか、イベントを選択して書き出してください。</translation>
    </message>
    <message>
        <source>A rule is still being typed. Take it over with OK, or cancel it.</source>
        <translation>ルールがまだ入力中です。［OK］で取り込むか、キャンセルしてください。</translation>
    </message>
    <message>
        <source>Retention deleted the events up to number %1 while they were exported. Export anew.</source>
        <translation>エクスポート中に、番号%1までのイベントが保存期間により削除されました。もう一度エクスポートしてください。</translation>
    </message>
    <message>
        <source>Nothing of this log has been signed since %1, although %2 events were written to it since. This mail cannot prove them: ask the platform&apos;s operator why.</source>
        <translation>このログは%1以降、一切署名されていませんが、その後%2件のイベントが書き込まれています。このメールではそれらを証明できません。理由をプラットフォームの運用者に確認してください。</translation>
    </message>
    <message>
        <source>Who is mailed, and about what, is set in the console under Alerts. Nobody reads answers to this mail.</source>
        <translation>どのイベントを誰にメールするかは、コンソールの「アラート」で設定します。このメールへの返信は誰も読みません。</translation>
    </message>
    <message>
        <source>No checkpoint from outside could be held against it, because it does not have their events: take a bundle that has the event number %1.</source>
        <translation>外部のチェックポイントはどれも、対応するイベントがこのバンドルにないため照合できませんでした。番号 %1 のイベントを含むバンドルを使ってください。</translation>
    </message>
    <message>
        <source>The line is not a JSON object; all of it stands among the surplus fields.</source>
        <translation>この行は JSON オブジェクトではありません。行全体を余分なフィールドに入れました。</translation>
    </message>
    <message>
        <source>This is one JSON array, not NDJSON, which has an object on each line. Write its objects so first, for example with “jq -c .[]”.</source>
        <translation>これは 1 つの JSON 配列です。1 行に 1 つのオブジェクトを書く NDJSON ではありません。先に「jq -c .[]」などで 1 行ずつに書き出してください。</translation>
    </message>
    <message>
        <source>Unpacked it takes more than %1 GB of memory, half of what this computer lets this program have. The rest is not read.</source>
        <translation>展開すると、このコンピューターでこのプログラムが使えるメモリの半分にあたる %1 GB を超えます。残りは読み込みません。</translation>
    </message>
    <message>
        <source>%1 columns are too many; at most %2 can be told apart.</source>
        <translation>%1 列は多すぎます。区別できるのは最大 %2 列です。</translation>
    </message>
    <message>
        <source>The line stands above the titles of the columns and is taken for no row.</source>
        <translation>この行は列見出しより上にあるため、データ行として扱いません。</translation>
    </message>
    <message>
        <source>The workbook does not have the text that belongs into this cell.</source>
        <translation>このセルに入るはずの文字列がブックにありません。</translation>
    </message>
    <message>
        <source>“%1” negates nothing here; “-” and “not” do. To look for a text that begins so, put it in quotes.</source>
        <translation>「%1」はここでは否定になりません。否定には「-」または「not」を使います。このように始まる文字列を探すには、引用符で囲んでください。</translation>
    </message>
    <message>
        <source>“%2” stands right behind %1, where the quotes are closed. Quotes within a text are written \&quot;.</source>
        <translation>引用符が閉じられた %1 のすぐ後に「%2」があります。文字列の中の引用符は \&quot; と書きます。</translation>
    </message>
    <message>
        <source>“%1” is counted back from now, but a rule judges each event as it comes. Write a day of the week, a time of day or a date, or leave the time out.</source>
        <translation>「%1」は現在からさかのぼる指定ですが、ルールはイベントを発生のたびに判定します。曜日、時刻、または日付を書くか、時間の指定を省いてください。</translation>
    </message>
    <message>
        <source>a minus or “not”</source>
        <translation>マイナス記号または「not」</translation>
    </message>
    <message>
        <source>The checkpoint file “%1” could not be read: %2.</source>
        <translation>チェックポイントのファイル「%1」を読み取れませんでした: %2。</translation>
    </message>
    <message>
        <source>“%1” holds no checkpoint of an audit log, or one that is not whole. Choose the mail that brought it, as your mail program saves it, or the file that was attached to it.</source>
        <translation>「%1」には監査ログのチェックポイントがないか、あっても完全ではありません。チェックポイントが届いたメールをメールソフトで保存したファイル、またはその添付ファイルを選んでください。</translation>
    </message>
    <message>
        <source>The events %1 of the audit log cannot be handed out: their file is missing or was altered. Newer and older ones can be: name a time from which or until which to look.</source>
        <translation>監査ログのイベント %1 を渡せません。ファイルがないか、変更されています。それより新しいものと古いものは渡せます。検索する期間の開始または終了の日時を指定してください。</translation>
    </message>
    <message>
        <source>The events %1 of the audit log cannot be handed out: their file is missing or was altered.</source>
        <translation>監査ログのイベント %1 を渡せません。ファイルがないか、変更されています。</translation>
    </message>
    <message>
        <source>The events %1 of the audit log cannot be handed out: their file is missing or was altered. The others can be, by their numbers: %2.</source>
        <translation>監査ログのイベント %1 を渡せません。ファイルがないか、変更されています。それ以外は番号を指定して渡せます: %2。</translation>
    </message>
    <message>
        <source>“kind” has to be one of: %1.</source>
        <translation>「kind」は次のいずれかにしてください：%1。</translation>
    </message>
    <message>
        <source>To hold a sealed bundle of the log against it, save this mail or the attached file, open the bundle in the console and choose what you saved under Details. Or save the log&apos;s key too, as KEY.pem, under Retention and archives in the console, and run: %1</source>
        <translation>ログの封印付きバンドルと照合するには、このメールまたは添付ファイルを保存し、バンドルをコンソールで開いて、「詳細」で保存したファイルを選びます。または、コンソールの「保存期間とアーカイブ」でログの鍵も KEY.pem として保存し、次を実行します: %1</translation>
    </message>
    <message>
        <source>The checkpoints of the audit log behind event %1 were gone when the platform began to sign: nothing proves that the events up to %2 are as they were written.</source>
        <translation>監査ログのイベント%1より後のチェックポイントが、プラットフォームが署名を始めた時点で失われていました。%2までのイベントが書き込まれたときのままであることは証明できません。</translation>
    </message>
    <message>
        <source>Nobody knows what the columns are; they were taken for --columns %1 --header %2.</source>
        <translation>列の意味が分かりません。--columns %1 --header %2 とみなしました。</translation>
    </message>
</context>
<context>
    <name>OpenSessions</name>
    <message>
        <source>Console, this one</source>
        <translation>コンソール（このセッション）</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>コンソール</translation>
    </message>
    <message>
        <source>Browser, stays signed in</source>
        <translation>ブラウザー（自動ログイン）</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>ブラウザー</translation>
    </message>
    <message>
        <source>Who</source>
        <comment>column: signed-in person</comment>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>By</source>
        <comment>column: console or browser</comment>
        <translation>方法</translation>
    </message>
    <message>
        <source>From</source>
        <comment>column: address</comment>
        <translation>接続元</translation>
    </message>
    <message>
        <source>Since: %1</source>
        <comment>column; time zone</comment>
        <translation>開始: %1</translation>
    </message>
    <message>
        <source>Last used</source>
        <comment>column: time</comment>
        <translation>最終利用</translation>
    </message>
</context>
<context>
    <name>Origins</name>
    <message>
        <source>%1. %2</source>
        <comment>origin, what is wrong with it</comment>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>オリジン</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>備考</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Access</source>
        <translation>アクセス</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>IP address restriction</source>
        <translation>IPアドレス制限</translation>
    </message>
    <message>
        <source>Basic authentication</source>
        <translation>Basic認証</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>監査ログ</translation>
    </message>
    <message>
        <source>Client certificates</source>
        <translation>クライアント証明書</translation>
    </message>
    <message>
        <source>Password policy</source>
        <translation>パスワードポリシー</translation>
    </message>
    <message>
        <source>Account lockout</source>
        <translation>アカウントロックアウト</translation>
    </message>
    <message>
        <source>Subdomain</source>
        <translation>サブドメイン</translation>
    </message>
    <message>
        <source>Login page</source>
        <translation>ログイン画面</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>埋め込み</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>テナント</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>サポート</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>アラート</translation>
    </message>
    <message>
        <source>At a glance</source>
        <translation>状況</translation>
    </message>
    <message>
        <source>General</source>
        <translation>全般</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Who gets in</source>
        <translation>誰が入れるか</translation>
    </message>
    <message>
        <source>Change history</source>
        <translation>変更履歴</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>セッション</translation>
    </message>
    <message>
        <source>People</source>
        <translation>ユーザー管理</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Lock desk</source>
        <translation>ロック解除窓口</translation>
    </message>
    <message>
        <source>Delivery log</source>
        <translation>配信ログ</translation>
    </message>
    <message>
        <source>Retention and archives</source>
        <translation>保存期間とアーカイブ</translation>
    </message>
</context>
<context>
    <name>PasswordRule</name>
    <message>
        <source>%1 to %2 characters</source>
        <translation>%1～%2文字</translation>
    </message>
    <message>
        <source>a letter</source>
        <translation>英字などの文字を含む</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字を含む</translation>
    </message>
    <message>
        <source>a symbol, such as “-” or “!”</source>
        <translation>「-」や「!」などの記号を含む</translation>
    </message>
    <message>
        <source>not the login name</source>
        <translation>ログイン名と異なる</translation>
    </message>
</context>
<context>
    <name>Protection</name>
    <message>
        <source>Every address is let in</source>
        <translation>すべてのアドレスを許可</translation>
    </message>
    <message>
        <source>Only listed networks, and none is listed</source>
        <translation>登録済みネットワークのみ許可（登録なし）</translation>
    </message>
    <message>
        <source>No address is let in by itself</source>
        <translation>アドレスだけでは通れません</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Password set %1</source>
        <comment>today, or so many days ago</comment>
        <translation>パスワードの設定：%1</translation>
    </message>
    <message>
        <source>second pair until %1</source>
        <translation>2組目は%1まで</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between parts of a state</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>On; any user may sign in with a certificate</source>
        <translation>オン、証明書があればどのユーザーでもログイン可</translation>
    </message>
    <message>
        <source>On; only a certificate’s own user may sign in with it</source>
        <translation>オン、証明書の本人のみログイン可</translation>
    </message>
    <message>
        <source>%1 characters, administrators %2</source>
        <translation>%1文字以上、管理者は%2文字以上</translation>
    </message>
    <message>
        <source>expires after %1</source>
        <translation>有効期間 %1</translation>
    </message>
    <message>
        <source>Accounts are never locked</source>
        <translation>アカウントはロックされません</translation>
    </message>
    <message>
        <source>End after %1 without use</source>
        <translation>%1使わないと終了</translation>
    </message>
    <message>
        <source>%1; automatic sign-in for %2</source>
        <translation>%1、自動ログインは%2</translation>
    </message>
    <message>
        <source>No other site may frame the pages</source>
        <translation>他のサイトへの埋め込みを禁止</translation>
    </message>
    <message>
        <source>Every site may frame the pages</source>
        <translation>すべてのサイトが埋め込み可</translation>
    </message>
    <message>
        <source>The platform’s staff may look until %1</source>
        <translation>プラットフォーム担当者は%1まで閲覧可</translation>
    </message>
    <message>
        <source>The platform’s staff may not look</source>
        <translation>プラットフォーム担当者は閲覧できません</translation>
    </message>
    <message>
        <source>Nobody is told by mail</source>
        <translation>メール通知なし</translation>
    </message>
    <message>
        <source>Mail at level %1</source>
        <translation>メール通知：%1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between levels</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Events are kept for %1</source>
        <translation>%1保管</translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln listed networks are let in</source>
        <translation>
            <numerusform>登録済みの%Lnネットワークのみ許可</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong passwords lock for %1</source>
        <translation>
            <numerusform>パスワードを%Ln回間違えると%1ロック</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong passwords lock until an administrator unlocks</source>
        <translation>
            <numerusform>パスワードを%Ln回間違えると管理者が解除するまでロック</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln listed sites may frame the pages</source>
        <translation>
            <numerusform>登録済みの%Lnサイトが埋め込み可</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mail by %Ln rules</source>
        <translation>
            <numerusform>%Ln件のルールでメール</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>by %Ln rules</source>
        <translation>
            <numerusform>%Ln件のルール</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Record</name>
    <message>
        <source>%1 (cannot be read as a time)</source>
        <translation>%1（日時として読み取れません）</translation>
    </message>
    <message>
        <source>%1; the file names no zone</source>
        <translation>%1（ファイルにタイムゾーンの記載なし）</translation>
    </message>
</context>
<context>
    <name>Retention</name>
    <message>
        <source>number %1 to %2</source>
        <translation>番号%1～%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>how many events; their numbers</comment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>%1, %2, from before %3</source>
        <comment>how many events; their numbers; a time</comment>
        <translation>%1、%2、%3より前</translation>
    </message>
    <message>
        <source>%1, %2, from %3 up to %4</source>
        <comment>how many events; their numbers; two times</comment>
        <translation>%1、%2、%3から%4まで</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events</source>
        <translation>
            <numerusform>イベント%Ln件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Administrator</source>
        <translation>管理者</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>監査者</translation>
    </message>
    <message>
        <source>User</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Platform staff</source>
        <translation>プラットフォームの担当者</translation>
    </message>
</context>
<context>
    <name>Simulation</name>
    <message>
        <source>The mode is “allow all”</source>
        <translation>モードは「すべて許可」</translation>
    </message>
    <message>
        <source>The mode is “deny all”: no address counts as listed</source>
        <translation>モードは「すべて拒否」：どのアドレスも一覧にあるとはみなされません</translation>
    </message>
    <message>
        <source>The address can be told</source>
        <translation>アドレスが判別できる</translation>
    </message>
    <message>
        <source>The address is in the list</source>
        <translation>アドレスが一覧にある</translation>
    </message>
    <message>
        <source>Basic authentication is on</source>
        <translation>Basic認証が有効</translation>
    </message>
    <message>
        <source>The right user name and password come along</source>
        <translation>正しいユーザー名とパスワードが送られる</translation>
    </message>
    <message>
        <source>The operator of the platform lets this address in for an hour</source>
        <translation>プラットフォームの運用者がこのアドレスを1時間許可している</translation>
    </message>
    <message>
        <source>Secure access is on</source>
        <translation>セキュアアクセスが有効</translation>
    </message>
    <message>
        <source>A certificate comes along</source>
        <translation>証明書が提示される</translation>
    </message>
    <message>
        <source>It was issued by this tenant</source>
        <translation>このテナントが発行した</translation>
    </message>
    <message>
        <source>It is in the tenant’s list</source>
        <translation>テナントの一覧にある</translation>
    </message>
    <message>
        <source>It is not revoked</source>
        <translation>失効していない</translation>
    </message>
    <message>
        <source>Its time has begun</source>
        <translation>有効期間が始まっている</translation>
    </message>
    <message>
        <source>It has not expired</source>
        <translation>期限が切れていない</translation>
    </message>
    <message>
        <source>Its user exists</source>
        <translation>ユーザーが存在する</translation>
    </message>
    <message>
        <source>Its user may use client certificates</source>
        <translation>ユーザーがクライアント証明書を使える</translation>
    </message>
    <message>
        <source>Yes</source>
        <comment>a condition is met</comment>
        <translation>はい</translation>
    </message>
    <message>
        <source>No</source>
        <comment>a condition is not met</comment>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>Does not matter</source>
        <comment>a condition was not looked at</comment>
        <translation>関係なし</translation>
    </message>
    <message>
        <source>%1: this decides</source>
        <comment>yes or no</comment>
        <translation>%1（これで決まる）</translation>
    </message>
    <message>
        <source>%1, a change from: %2</source>
        <translation>%1（変更前: %2）</translation>
    </message>
    <message>
        <source>What the gate looks at</source>
        <comment>column</comment>
        <translation>ゲートが確認すること</translation>
    </message>
    <message>
        <source>In force now</source>
        <comment>column</comment>
        <translation>現在</translation>
    </message>
    <message>
        <source>With your edits</source>
        <comment>column</comment>
        <translation>編集後</translation>
    </message>
</context>
<context>
    <name>Span</name>
    <message>
        <source>%1 to %2</source>
        <comment>times or dates</comment>
        <translation>%1 ～ %2</translation>
    </message>
</context>
<context>
    <name>TimeZones</name>
    <message>
        <source>City</source>
        <comment>column</comment>
        <translation>都市</translation>
    </message>
    <message>
        <source>Region</source>
        <comment>column</comment>
        <translation>地域</translation>
    </message>
    <message>
        <source>Offset</source>
        <comment>column: time zone&apos;s distance from UTC</comment>
        <translation>時差</translation>
    </message>
    <message>
        <source>Now</source>
        <comment>column: time of day</comment>
        <translation>現在</translation>
    </message>
    <message>
        <source>Called</source>
        <comment>column: name of a time zone</comment>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>Tone</name>
    <message>
        <source>Hint</source>
        <translation>ヒント</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
</context>
<context>
    <name>UserQuestions</name>
    <message>
        <source>Delete %1?</source>
        <translation>%1 を削除しますか？</translation>
    </message>
    <message>
        <source>All that is open for them ends at once, automatic sign-ins too, and their client certificates let nobody in any more. What they did stays in the audit log. This cannot be undone.</source>
        <translation>開いているセッションと自動ログインはすぐに終了し、クライアント証明書も使えなくなります。これまでの操作は監査ログに残ります。元に戻すことはできません。</translation>
    </message>
    <message>
        <source>Delete users</source>
        <translation>ユーザーの削除</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <comment>the users</comment>
        <translation>削除(&amp;L)</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>キャンセル(&amp;N)</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>すべてログアウト</translation>
    </message>
    <message>
        <source>Sign out %1 everywhere?</source>
        <translation>%1 をすべてログアウトさせますか？</translation>
    </message>
    <message>
        <source>Every session ends, here and in browsers, and every automatic sign-in. They can sign in again at once.</source>
        <translation>コンソールとブラウザーのすべてのセッションと自動ログインが終了します。すぐにもう一度ログインできます。</translation>
    </message>
    <message>
        <source>&amp;Sign out</source>
        <translation>ログアウト(&amp;S)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <comment>users that are not named</comment>
        <translation>
            <numerusform>ほか %Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln users?</source>
        <translation>
            <numerusform>%Ln 人のユーザーを削除しますか？</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Users</name>
    <message>
        <source>Login name</source>
        <translation>ログイン名</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>表示名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Certificate</source>
        <comment>column: may it be used</comment>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Permitted</source>
        <comment>a client certificate</comment>
        <translation>許可</translation>
    </message>
    <message>
        <source>Not permitted</source>
        <comment>a client certificate</comment>
        <translation>許可なし</translation>
    </message>
    <message>
        <source>Last sign-in (%1)</source>
        <comment>column; time zone</comment>
        <translation>最終ログイン (%1)</translation>
    </message>
    <message>
        <source>Never</source>
        <comment>signed in</comment>
        <translation>なし</translation>
    </message>
    <message>
        <source>State</source>
        <comment>column</comment>
        <translation>状態</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>No</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>May use a client certificate</source>
        <translation>クライアント証明書の使用可</translation>
    </message>
    <message>
        <source>Must change the password</source>
        <translation>パスワードの変更が必要</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <comment>40 days ago</comment>
        <translation>%1に変更</translation>
    </message>
    <message>
        <source>Locked until %1</source>
        <translation>ロック中（%1 まで）</translation>
    </message>
    <message>
        <source>Locked until an administrator unlocks</source>
        <translation>管理者が解除するまでロック</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <comment>field, before, after</comment>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Must be changed</source>
        <comment>a password</comment>
        <translation>変更が必要</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Intact</source>
        <translation>改ざんなし</translation>
    </message>
    <message>
        <source>Key unknown</source>
        <translation>鍵が不明</translation>
    </message>
    <message>
        <source>Altered</source>
        <translation>改ざんあり</translation>
    </message>
    <message>
        <source>Events missing</source>
        <translation>イベントの欠落</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>途中で切断</translation>
    </message>
    <message>
        <source>Of another log</source>
        <translation>別のログ</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>読み取り不可</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未検査</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>検査中…</translation>
    </message>
    <message>
        <source>Not readable: %1</source>
        <comment>why</comment>
        <translation>読み取り不可: %1</translation>
    </message>
    <message>
        <source>The key of “%1” vouches for it.</source>
        <comment>connection or file</comment>
        <translation>「%1」の鍵で確認しました。</translation>
    </message>
    <message>
        <source>Choose a key file that you have from a source of your own, or connect to the platform that the log comes from, and check again.</source>
        <translation>別の経路で入手した鍵ファイルを選ぶか、このログの元のプラットフォームに接続してから、もう一度検査してください。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln checkpoints from outside fit it.</source>
        <translation>
            <numerusform>外部のチェックポイント%Ln件と一致します。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>判定不能</translation>
    </message>
    <message>
        <source>Not judged: %1</source>
        <comment>why</comment>
        <translation>判定できません: %1</translation>
    </message>
</context>
<context>
    <name>WayIn</name>
    <message>
        <source>The mode “allow all” lets every address in.</source>
        <translation>モード「すべて許可」では、すべてのアドレスが許可されます。</translation>
    </message>
    <message>
        <source>The mode is not “allow all”.</source>
        <translation>モードは「すべて許可」ではありません。</translation>
    </message>
    <message>
        <source>The mode “deny all” counts no address as listed.</source>
        <translation>モード「すべて拒否」では、どのアドレスも許可リストに登録されているとは見なされません。</translation>
    </message>
    <message>
        <source>The mode is not “deny all”.</source>
        <translation>モードは「すべて拒否」ではありません。</translation>
    </message>
    <message>
        <source>Your address can be told.</source>
        <translation>接続元のアドレスを特定できます。</translation>
    </message>
    <message>
        <source>Your address cannot be told, so it counts as not listed.</source>
        <translation>接続元のアドレスを特定できないため、許可リストに登録されていないと見なされます。</translation>
    </message>
    <message>
        <source>Your address is listed.</source>
        <translation>接続元のアドレスは許可リストに登録されています。</translation>
    </message>
    <message>
        <source>Your address is not listed.</source>
        <translation>接続元のアドレスは許可リストに登録されていません。</translation>
    </message>
    <message>
        <source>Basic authentication is on.</source>
        <translation>Basic認証は有効です。</translation>
    </message>
    <message>
        <source>Basic authentication is off, so addresses that are not listed have no way in.</source>
        <translation>Basic認証は無効です。許可リストに登録されていないアドレスからは接続できません。</translation>
    </message>
    <message>
        <source>This console has the right user name and password for the gate.</source>
        <translation>このコンソールには、ゲートの正しいユーザー名とパスワードがあります。</translation>
    </message>
    <message>
        <source>This console has no user name and password that the gate would accept.</source>
        <translation>このコンソールには、ゲートで受け付けられるユーザー名とパスワードがありません。</translation>
    </message>
    <message>
        <source>Secure access with client certificates is on.</source>
        <translation>クライアント証明書によるセキュアアクセスは有効です。</translation>
    </message>
    <message>
        <source>Secure access with client certificates is off.</source>
        <translation>クライアント証明書によるセキュアアクセスは無効です。</translation>
    </message>
    <message>
        <source>A client certificate is presented.</source>
        <translation>クライアント証明書が提示されています。</translation>
    </message>
    <message>
        <source>No client certificate is presented.</source>
        <translation>クライアント証明書が提示されていません。</translation>
    </message>
    <message>
        <source>The client certificate was issued by this tenant.</source>
        <translation>クライアント証明書は、このテナントが発行したものです。</translation>
    </message>
    <message>
        <source>The client certificate was not issued by this tenant.</source>
        <translation>クライアント証明書は、このテナントが発行したものではありません。</translation>
    </message>
    <message>
        <source>The client certificate is in the tenant&apos;s list.</source>
        <translation>クライアント証明書は、テナントに登録されています。</translation>
    </message>
    <message>
        <source>The client certificate is not in the tenant&apos;s list.</source>
        <translation>クライアント証明書は、テナントに登録されていません。</translation>
    </message>
    <message>
        <source>The client certificate&apos;s time has begun.</source>
        <translation>クライアント証明書の有効期間は始まっています。</translation>
    </message>
    <message>
        <source>The client certificate&apos;s time has not begun yet.</source>
        <translation>クライアント証明書の有効期間はまだ始まっていません。</translation>
    </message>
    <message>
        <source>The client certificate has not expired.</source>
        <translation>クライアント証明書の有効期限は切れていません。</translation>
    </message>
    <message>
        <source>The client certificate has expired.</source>
        <translation>クライアント証明書の有効期限が切れています。</translation>
    </message>
    <message>
        <source>The client certificate is not revoked.</source>
        <translation>クライアント証明書は失効していません。</translation>
    </message>
    <message>
        <source>The client certificate is revoked.</source>
        <translation>クライアント証明書は失効しています。</translation>
    </message>
    <message>
        <source>The client certificate&apos;s user exists.</source>
        <translation>クライアント証明書のユーザーは存在します。</translation>
    </message>
    <message>
        <source>The client certificate&apos;s user does not exist.</source>
        <translation>クライアント証明書のユーザーは存在しません。</translation>
    </message>
    <message>
        <source>The client certificate&apos;s user may use secure access.</source>
        <translation>クライアント証明書のユーザーには、セキュアアクセスが許可されています。</translation>
    </message>
    <message>
        <source>The client certificate&apos;s user may not use secure access.</source>
        <translation>クライアント証明書のユーザーには、セキュアアクセスが許可されていません。</translation>
    </message>
    <message>
        <source>Your next request from %1 would be let in.</source>
        <translation>%1 からの次の要求は許可されます。</translation>
    </message>
    <message>
        <source>Your next request from %1 would be asked for a user name and password (401) that this console does not have.</source>
        <translation>%1 からの次の要求では、このコンソールにないユーザー名とパスワードを求められます（401）。</translation>
    </message>
    <message>
        <source>Your next request from %1 would be refused (403), from this console and from every browser there.</source>
        <translation>%1 からの次の要求は、このコンソールからもその場所のどのブラウザーからも拒否されます（403）。</translation>
    </message>
    <message>
        <source>Your next request from %1 would be refused without a client certificate (496).</source>
        <translation>%1 からの次の要求は、クライアント証明書がないため拒否されます（496）。</translation>
    </message>
    <message>
        <source>The operator of the platform lets you in for an hour.</source>
        <translation>プラットフォームの運用者が1時間の入場を許可しています。</translation>
    </message>
    <message>
        <source>The operator of the platform lets nobody in.</source>
        <translation>プラットフォームの運用者による特別な許可はありません。</translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>Add a user</source>
        <translation>ユーザーを追加</translation>
    </message>
    <message>
        <source>Search users</source>
        <translation>ユーザーを検索</translation>
    </message>
    <message>
        <source>Import users</source>
        <translation>ユーザーの読み込み</translation>
    </message>
    <message>
        <source>Export users</source>
        <translation>ユーザーの書き出し</translation>
    </message>
    <message>
        <source>Make up a visit and see who gets in</source>
        <translation>アクセスを想定して確かめる</translation>
    </message>
    <message>
        <source>Issue or revoke certificates</source>
        <translation>証明書の発行・失効</translation>
    </message>
    <message>
        <source>Certificates that end soon</source>
        <translation>期限が近い証明書</translation>
    </message>
    <message>
        <source>Read a certificate’s file</source>
        <translation>証明書ファイルを読む</translation>
    </message>
    <message>
        <source>Save the certificate authority’s certificate</source>
        <translation>認証局の証明書を保存</translation>
    </message>
    <message>
        <source>Save reminders of certificates that end</source>
        <translation>証明書の期限のリマインダーを保存</translation>
    </message>
    <message>
        <source>Save or open a month of the audit log</source>
        <translation>監査ログの月を保存または開く</translation>
    </message>
    <message>
        <source>Check that the audit log was not altered</source>
        <translation>監査ログに改ざんがないか検査</translation>
    </message>
    <message>
        <source>Save the audit log’s public key</source>
        <translation>監査ログの公開鍵を保存</translation>
    </message>
    <message>
        <source>Add a rule of the alerts</source>
        <translation>アラートのルールを追加</translation>
    </message>
    <message>
        <source>Mails that were given up</source>
        <translation>配信を断念したメール</translation>
    </message>
</context>
<context>
    <name>ZoneClock</name>
    <message>
        <source>%1, now %2</source>
        <comment>time zone, time of day</comment>
        <translation>%1、現在 %2</translation>
    </message>
    <message>
        <source>%1 — %2, now %3</source>
        <comment>time zone, its offset from UTC, time of day</comment>
        <translation>%1 — %2、現在 %3</translation>
    </message>
</context>
<context>
    <name>sekimori::items::AlertForecasting</name>
    <message>
        <source>Counting the mails of the last 7 days…</source>
        <translation>過去7日間のメールを数えています…</translation>
    </message>
    <message>
        <source>How many mails it would have been is counted once all mistakes are put right.</source>
        <translation>誤りをすべて直すと、メールの件数が計算されます。</translation>
    </message>
    <message>
        <source>How many mails it would have been could not be counted: %1</source>
        <translation>メールの件数を計算できませんでした: %1</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>計算中…</translation>
    </message>
    <message>
        <source>Not known</source>
        <comment>how many mails</comment>
        <translation>不明</translation>
    </message>
</context>
<context>
    <name>sekimori::items::AlertRulesModel</name>
    <message>
        <source>Rule</source>
        <translation>ルール</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>Mail to</source>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>送信間隔</translation>
    </message>
    <message>
        <source>In the last 7 days</source>
        <translation>過去7日間</translation>
    </message>
    <message>
        <source>%1, %2 an hour at most</source>
        <comment>pace, mails</comment>
        <translation>%1、1時間に最大%2通</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>a rule</comment>
        <translation>オフ</translation>
    </message>
    <message>
        <source>%1, on</source>
        <comment>rule</comment>
        <translation>%1、オン</translation>
    </message>
    <message>
        <source>%1, off</source>
        <comment>rule</comment>
        <translation>%1、オフ</translation>
    </message>
</context>
<context>
    <name>sekimori::items::FileLogSource</name>
    <message>
        <source>%1: %2</source>
        <comment>file; why it could not be read</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>sekimori::items::PlatformLogSource</name>
    <message>
        <source>The platform hands out its log in the order of time, newest first. In a file of it, it can be put in any order.</source>
        <translation>プラットフォームはログを新しい順に渡します。ファイルに取り出せば、どの順序にも並べ替えられます。</translation>
    </message>
</context>
<context>
    <name>sekimori::items::TestMailing</name>
    <message>
        <source>The test mail is in the queue. How far it is could not be asked: %1</source>
        <translation>テストメールは送信待ちです。状況を確認できませんでした: %1</translation>
    </message>
    <message>
        <source>The test mail is in the queue.</source>
        <translation>テストメールは送信待ちです。</translation>
    </message>
    <message>
        <source>Test mail: %1</source>
        <comment>1 sent, 1 waiting</comment>
        <translation>テストメール: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>address: state</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>state, answer</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Putting the test mail into the queue…</source>
        <translation>テストメールを送信待ちに入れています…</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AccessTablePanel</name>
    <message>
        <source>At the main host</source>
        <translation>メインホスト</translation>
    </message>
    <message>
        <source>At the main host, %1</source>
        <translation>メインホスト %1</translation>
    </message>
    <message>
        <source>At the secure host, which asks for a client certificate</source>
        <translation>クライアント証明書を求めるセキュアホスト</translation>
    </message>
    <message>
        <source>At the secure host, %1, which asks for a client certificate</source>
        <translation>クライアント証明書を求めるセキュアホスト %1</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AccountLockoutPage</name>
    <message>
        <source>&amp;Who is locked now</source>
        <translation>現在ロックされているユーザー(&amp;W)</translation>
    </message>
    <message>
        <source>Lo&amp;ck after wrong passwords</source>
        <translation>ロックするまでの誤ったパスワードの回数(&amp;C)</translation>
    </message>
    <message>
        <source>In a row. The count begins anew with a right one, and when the password is changed.</source>
        <translation>連続した回数です。正しいパスワードの入力またはパスワードの変更で、数え直します。</translation>
    </message>
    <message>
        <source>&amp;Locked for</source>
        <translation>ロック期間(&amp;L)</translation>
    </message>
    <message>
        <source>Then the account opens by itself. An administrator can unlock it at any time.</source>
        <translation>期間が過ぎると自動的に解除されます。管理者はいつでも解除できます。</translation>
    </message>
    <message>
        <source>The last administrator who is not locked is locked for 60 minutes at most, whatever is set here, so that nobody can shut the tenant out by guessing.

A wrong password, a locked account and a name that does not exist get the same answer. Names that do not exist, and wrong passwords of the shared Basic authentication, lock nothing; the address they come from is slowed down.</source>
        <translation>ロックされていない最後の管理者は、ここの設定にかかわらず最長60分でロックが解除されます。推測を繰り返してテナントを締め出すことはできません。

誤ったパスワード、ロック中のアカウント、存在しない名前には、同じ応答を返します。存在しない名前や、共有のBasic認証の誤ったパスワードでは何もロックされず、接続元のアドレスへの応答が遅くなります。</translation>
    </message>
    <message>
        <source>Account lockout</source>
        <translation>アカウントロックアウト</translation>
    </message>
    <message>
        <source>No account is ever locked. Choose after how many wrong passwords first.</source>
        <translation>アカウントはロックされません。先にロックするまでの回数を選択してください。</translation>
    </message>
    <message>
        <source>Accounts are never locked: whoever knows a login name can guess its password for as long as he likes.</source>
        <translation>アカウントはロックされません。ログイン名を知っていれば、パスワードを何度でも推測できます。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong passwords in a row lock an account until an administrator unlocks it.</source>
        <translation>
            <numerusform>誤ったパスワードが%Ln回続くと、管理者が解除するまでアカウントがロックされます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong passwords in a row lock an account for %1.</source>
        <translation>
            <numerusform>誤ったパスワードが%Ln回続くと、アカウントが%1ロックされます。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AddressListField</name>
    <message>
        <source>One address to a line</source>
        <translation>1行に1アドレス</translation>
    </message>
    <message>
        <source>%1; one address to a line</source>
        <translation>%1（1行に1アドレス）</translation>
    </message>
    <message numerus="yes">
        <source>These are %Ln addresses; there can be %1.</source>
        <translation>
            <numerusform>アドレスが%Ln件あります。%1件まで指定できます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 addresses</source>
        <translation>
            <numerusform>%1件中%Ln件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AlertLevelRow</name>
    <message>
        <source>Off</source>
        <comment>a level</comment>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Mail addresses: %1</source>
        <comment>level</comment>
        <translation>メールアドレス: %1</translation>
    </message>
    <message>
        <source>Off: nobody is told</source>
        <translation>オフ: 通知なし</translation>
    </message>
    <message>
        <source>Put the addresses right first.</source>
        <translation>先にアドレスを直してください。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AlertRuleDialog</name>
    <message>
        <source>&amp;Send mail by this rule</source>
        <translation>このルールでメールを送る(&amp;S)</translation>
    </message>
    <message>
        <source>Mail addresses of the rule</source>
        <translation>ルールのメールアドレス</translation>
    </message>
    <message>
        <source>this rule</source>
        <translation>このルール</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>OK(&amp;O)</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>新しいルール</translation>
    </message>
    <message>
        <source>Rule “%1”</source>
        <translation>ルール「%1」</translation>
    </message>
    <message>
        <source>For example: sign-ins at night</source>
        <translation>例: 夜間のログイン</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <translation>イベント(&amp;E)</translation>
    </message>
    <message>
        <source>In the filter language of the audit log. Times without a zone are in %1, the tenant’s time zone.</source>
        <translation>監査ログのフィルター言語で書きます。タイムゾーンのない時刻は、テナントのタイムゾーン（%1）とみなされます。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Mail to</source>
        <translation>メールの宛先(&amp;M)</translation>
    </message>
    <message>
        <source>Give the rule a name first.</source>
        <translation>先にルールの名前を入力してください。</translation>
    </message>
    <message>
        <source>Another rule has this name.</source>
        <translation>同じ名前のルールがあります。</translation>
    </message>
    <message>
        <source>Say which events first. For all of them there are the levels.</source>
        <translation>先に対象のイベントを指定してください。すべてのイベントにはレベル別の通知があります。</translation>
    </message>
    <message>
        <source>Put the filter right first.</source>
        <translation>先にフィルターを直してください。</translation>
    </message>
    <message>
        <source>Enter a mail address first.</source>
        <translation>先にメールアドレスを入力してください。</translation>
    </message>
    <message>
        <source>Put the addresses right first.</source>
        <translation>先にアドレスを直してください。</translation>
    </message>
    <message>
        <source>Takes the rule into the page. It is in force once the page is applied.</source>
        <translation>ルールをページに取り込みます。ページを適用すると有効になります。</translation>
    </message>
    <message numerus="yes">
        <source>The filter is longer than %Ln characters.</source>
        <translation>
            <numerusform>フィルターが%Ln文字を超えています。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AlertRulesPanel</name>
    <message>
        <source>Rules</source>
        <translation>ルール</translation>
    </message>
    <message>
        <source>There is no rule. Levels alone decide who is told.</source>
        <translation>ルールはありません。通知先はレベルだけで決まります。</translation>
    </message>
    <message>
        <source>Ne&amp;w rule…</source>
        <translation>新しいルール(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>編集(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>複製(&amp;D)</translation>
    </message>
    <message>
        <source>Turn &amp;off</source>
        <translation>オフにする(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>上へ(&amp;U)</translation>
    </message>
    <message>
        <source>Dow&amp;n</source>
        <translation>下へ(&amp;N)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>削除(&amp;M)</translation>
    </message>
    <message>
        <source>the chosen rule</source>
        <translation>選択したルール</translation>
    </message>
    <message>
        <source>A rule tells of the events that a filter selects, whatever their level, beside the mails by level.</source>
        <translation>ルールは、レベル別のメールとは別に、フィルターで選ばれたイベントをレベルに関係なく知らせます。</translation>
    </message>
    <message>
        <source>Rules of the alerts</source>
        <translation>アラートのルール</translation>
    </message>
    <message>
        <source>Remove rule</source>
        <translation>ルールを削除</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>rule: what is wrong</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Choose a rule first</source>
        <translation>先にルールを選んでください</translation>
    </message>
    <message>
        <source>Turn &amp;on</source>
        <translation>オンにする(&amp;O)</translation>
    </message>
    <message>
        <source>Opens a rule to be filled in</source>
        <translation>新しいルールの入力画面を開きます</translation>
    </message>
    <message>
        <source>Changes the chosen rule (Enter)</source>
        <translation>選択したルールを変更します（Enter）</translation>
    </message>
    <message>
        <source>Adds a copy of the chosen rule</source>
        <translation>選択したルールの複製を追加します</translation>
    </message>
    <message>
        <source>Keeps the rule and sends nothing by it</source>
        <translation>ルールを残したまま、送信を止めます</translation>
    </message>
    <message>
        <source>Sends mail by this rule again</source>
        <translation>このルールで再びメールを送ります</translation>
    </message>
    <message>
        <source>It is the first already</source>
        <translation>すでに先頭です</translation>
    </message>
    <message>
        <source>Puts the rule further up</source>
        <translation>ルールを上に移します</translation>
    </message>
    <message>
        <source>It is the last already</source>
        <translation>すでに末尾です</translation>
    </message>
    <message>
        <source>Puts the rule further down</source>
        <translation>ルールを下に移します</translation>
    </message>
    <message>
        <source>Removes the chosen rule (Delete)</source>
        <translation>選択したルールを削除します（Delete）</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <comment>rule: forecast</comment>
        <translation>「%1」: %2</translation>
    </message>
    <message>
        <source>“%1” is off and sends nothing.</source>
        <translation>「%1」はオフで、何も送りません。</translation>
    </message>
    <message numerus="yes">
        <source>There can be %Ln rules</source>
        <translation>
            <numerusform>ルールは%Ln件までです</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AlertsPage</name>
    <message>
        <source>Mail addresses for checkpoints</source>
        <translation>チェックポイントのメールアドレス</translation>
    </message>
    <message>
        <source>Nobody gets checkpoints</source>
        <translation>チェックポイントの送信先なし</translation>
    </message>
    <message>
        <source>Mail by level</source>
        <translation>レベル別のメール</translation>
    </message>
    <message>
        <source>Delivery log</source>
        <translation>配信ログ</translation>
    </message>
    <message>
        <source>Which mails were sent, to whom, and what the mail server said</source>
        <translation>送信したメール、宛先、メールサーバーの応答</translation>
    </message>
    <message>
        <source>For the events of all services. A level without an address is off. A mail of a higher level never waits behind one of a lower level.</source>
        <translation>すべてのサービスのイベントが対象です。アドレスのないレベルはオフです。高いレベルのメールが低いレベルのメールを待つことはありません。</translation>
    </message>
    <message>
        <source>Checkpoints of the log</source>
        <translation>ログのチェックポイント</translation>
    </message>
    <message>
        <source>Once a day these addresses get the log’s newest signed checkpoint. Whoever keeps these mails can prove later that the log was not rewritten, even by somebody who has the platform’s key. Choose a mailbox that the platform’s operator cannot change.</source>
        <translation>これらのアドレスに、ログの最新の署名付きチェックポイントが1日1回届きます。このメールを保管しておけば、プラットフォームの鍵を持つ人によっても、ログが書き換えられていないことを後で証明できます。プラットフォームの運用者が変更できないメールボックスを選んでください。</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>アラート</translation>
    </message>
    <message>
        <source>You can look at this. Only administrators change who is told of what.</source>
        <translation>閲覧のみ可能です。通知先を変更できるのは管理者だけです。</translation>
    </message>
    <message>
        <source>How many mails this would have been could not be counted: %1</source>
        <translation>メールの件数を計算できませんでした: %1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>what is wrong, and why</comment>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>&amp;Delivery log</source>
        <translation>配信ログ(&amp;D)</translation>
    </message>
    <message>
        <source>The log is not signed any more, so its last checkpoint is what is mailed, day after day. %1</source>
        <comment>why</comment>
        <translation>ログはもう署名されていないため、毎日送られるのは最後のチェックポイントです。%1</translation>
    </message>
    <message>
        <source>The log is not signed, so there is no checkpoint to be mailed. %1</source>
        <comment>why</comment>
        <translation>ログは署名されていないため、送信するチェックポイントがありません。%1</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ApplyBar</name>
    <message>
        <source>&amp;Revert</source>
        <translation>元に戻す(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>適用(&amp;A)</translation>
    </message>
    <message>
        <source>The settings are not loaded yet.</source>
        <translation>設定はまだ読み込まれていません。</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>適用しています…</translation>
    </message>
    <message>
        <source>The platform is being asked to apply your edits.</source>
        <translation>編集内容の適用をプラットフォームに要求しています。</translation>
    </message>
    <message>
        <source>Nothing is edited, so there is nothing to apply or to revert.</source>
        <translation>編集内容がないため、適用も元に戻すこともできません。</translation>
    </message>
    <message>
        <source>Puts everything that is edited, on all pages, into force at once (Ctrl+S)</source>
        <translation>すべてのページの編集内容を即時に反映します (Ctrl+S)</translation>
    </message>
    <message>
        <source>Takes all edits back, on all pages</source>
        <translation>すべてのページの編集内容を元に戻します</translation>
    </message>
    <message>
        <source>Nothing is edited</source>
        <translation>編集なし</translation>
    </message>
    <message>
        <source>1 section edited, not applied yet</source>
        <translation>1つのセクションを編集中（未適用）</translation>
    </message>
    <message>
        <source>%1 sections edited, not applied yet</source>
        <translation>%1個のセクションを編集中（未適用）</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::Applying</name>
    <message>
        <source>&amp;Sign in again</source>
        <translation>もう一度ログイン(&amp;S)</translation>
    </message>
    <message>
        <source>You are signed out. What you have edited is still here.</source>
        <translation>ログアウトされています。編集内容は保持されています。</translation>
    </message>
    <message>
        <source>The tenant&apos;s gate asks for its user name and password.</source>
        <translation>テナントのゲートが、ユーザー名とパスワードを要求しています。</translation>
    </message>
    <message>
        <source>&amp;Enter them</source>
        <translation>入力(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>OK(&amp;O)</translation>
    </message>
    <message>
        <source>revision %1</source>
        <translation>リビジョン%1</translation>
    </message>
    <message>
        <source>%1 revision %2</source>
        <comment>section</comment>
        <translation>%1 リビジョン%2</translation>
    </message>
    <message>
        <source>In force since %1 · %2</source>
        <translation>%1に反映 · %2</translation>
    </message>
    <message>
        <source>Your edits are kept. It is not known whether they are in force; trying again is safe.</source>
        <translation>編集内容は保持されています。反映されたかどうかは不明です。再試行しても問題ありません。</translation>
    </message>
    <message>
        <source>Your edits are kept and not in force.</source>
        <translation>編集内容は保持されています。まだ反映されていません。</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>This was in force already · %1</source>
        <translation>すでに反映済みです · %1</translation>
    </message>
    <message>
        <source>Your session has ended, or the tenant’s administrator has ended the permission to look. What is still shown here is as it was before.</source>
        <translation>セッションが終了したか、テナントの管理者が閲覧の許可を終了しました。ここに表示されているのはそれ以前の内容です。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ArchivesPanel</name>
    <message>
        <source>audit-log</source>
        <comment>name of a file</comment>
        <translation>audit-log</translation>
    </message>
    <message>
        <source>Sealed bundles (*.zip)</source>
        <translation>封印付きバンドル (*.zip)</translation>
    </message>
    <message>
        <source>Archives</source>
        <translation>アーカイブ</translation>
    </message>
    <message>
        <source>&amp;Save as files…</source>
        <translation>ファイルに保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Save and &amp;open…</source>
        <translation>保存して開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Months of the audit log</source>
        <translation>監査ログの月</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>There is no month yet</source>
        <translation>月はまだありません</translation>
    </message>
    <message>
        <source>With the first event its month begins. When that month is over, it is closed: its events then lie in a file, stay searchable, and can be carried away from here.</source>
        <translation>最初のイベントとともに月が始まります。月が終わると締められ、イベントはファイルに収められます。検索は引き続きでき、ここから持ち出せます。</translation>
    </message>
    <message>
        <source>The archives could not be read</source>
        <translation>アーカイブを読み取れませんでした</translation>
    </message>
    <message>
        <source>Reading which archives there are…</source>
        <translation>アーカイブを読み取っています…</translation>
    </message>
    <message>
        <source>Deleted by retention: all events up to number %1.</source>
        <translation>保存期間により削除済み: 番号%1までのすべてのイベント。</translation>
    </message>
    <message>
        <source>No month is closed yet. The first, %1, is closed soon after %2.</source>
        <comment>month; time</comment>
        <translation>締められた月はまだありません。最初の%1は%2の少し後に締められます。</translation>
    </message>
    <message>
        <source>Each month can be saved as a sealed bundle, which opens without the platform and proves that it was not altered. Closed months stay searchable in the audit log.</source>
        <translation>各月は封印付きバンドルとして保存できます。プラットフォームなしで開け、改ざんされていないことを証明します。締めた月も監査ログで検索できます。</translation>
    </message>
    <message>
        <source>A file is on its way</source>
        <translation>ファイルを受信中です</translation>
    </message>
    <message>
        <source>Select a month first</source>
        <translation>先に月を選択してください</translation>
    </message>
    <message>
        <source>Writes each selected month into a sealed bundle</source>
        <translation>選択した月をそれぞれ封印付きバンドルに書き出します</translation>
    </message>
    <message>
        <source>Writes the month into a sealed bundle, and opens it in a window of its own</source>
        <translation>その月を封印付きバンドルに書き出し、別のウィンドウで開きます</translation>
    </message>
    <message>
        <source>Only one month can be opened at once</source>
        <translation>一度に開けるのは1か月分だけです</translation>
    </message>
    <message>
        <source>Folder for the archives</source>
        <translation>アーカイブの保存先フォルダー</translation>
    </message>
    <message>
        <source>Save an archive</source>
        <translation>アーカイブの保存</translation>
    </message>
    <message>
        <source>Save an archive and open it</source>
        <translation>アーカイブを保存して開く</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>閉じる(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>“%1” was written.</source>
        <translation>「%1」を書き出しました。</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <comment>size</comment>
        <translation>現在までに%1</translation>
    </message>
    <message>
        <source>Saving the archive…</source>
        <translation>アーカイブを保存中…</translation>
    </message>
    <message>
        <source>Saving archive %1 of %2…</source>
        <translation>アーカイブを保存中(%1/%2)…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln archives were written into “%1”.</source>
        <translation>
            <numerusform>アーカイブ%Ln件を「%1」に書き出しました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AttentionCard</name>
    <message>
        <source>What needs you</source>
        <translation>対応が必要なこと</translation>
    </message>
    <message>
        <source>Nothing needs you now</source>
        <translation>今、対応が必要なことはありません</translation>
    </message>
    <message>
        <source>Not everything could be looked at yet</source>
        <translation>まだすべてを確認できていません</translation>
    </message>
    <message>
        <source>The platform has not answered all that was asked.</source>
        <translation>プラットフォームからの応答がまだ揃っていません。</translation>
    </message>
    <message>
        <source>The ways in, shared passwords, certificates and their ends, the support staff’s access, mail that waits, and failures of the last 24 hours were looked at.</source>
        <translation>入口、共有パスワードと証明書とその期限、サポート担当者のアクセス、配信待ちのメール、過去24時間の失敗を確認しました。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AuditLogPage</name>
    <message>
        <source>Time &amp;zone:</source>
        <translation>タイムゾーン(&amp;Z):</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>監査ログ</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>まだイベントがありません</translation>
    </message>
    <message>
        <source>Sign-ins, changes of settings and refused requests will be listed here, newest first.</source>
        <translation>ログイン、設定の変更、拒否された要求が、新しい順に表示されます。</translation>
    </message>
    <message>
        <source>Not live: %1</source>
        <translation>ライブ更新停止: %1</translation>
    </message>
    <message>
        <source>Events around number %1</source>
        <translation>番号%1の前後のイベント</translation>
    </message>
    <message>
        <source>Event number %1 is not in the log any more; these are the nearest.</source>
        <translation>番号%1のイベントは、もうログにありません。最も近いイベントを表示しています。</translation>
    </message>
    <message>
        <source>&amp;Back to newest</source>
        <translation>最新に戻る(&amp;B)</translation>
    </message>
    <message>
        <source>Take &amp;offline…</source>
        <translation>オフラインで見る(&amp;O)…</translation>
    </message>
    <message>
        <source>Writes the events of the filter into a file and opens it in a window of its own, where they can be put in any order and the platform is not needed</source>
        <translation>フィルターに一致するイベントをファイルに書き出し、別のウィンドウで開きます。そこではどの順序にも並べ替えられ、プラットフォームへの接続は不要です</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>エクスポート(&amp;X)…</translation>
    </message>
    <message>
        <source>Writes the events of the filter into a file, CSV or NDJSON, packed or not</source>
        <translation>フィルターに一致するイベントをCSVまたはNDJSONのファイルに書き出します（圧縮も可能）</translation>
    </message>
    <message>
        <source>The newest events are further up, and are not shown yet</source>
        <translation>最新のイベントはさらに上にあり、まだ表示されていません</translation>
    </message>
    <message>
        <source>audit-log</source>
        <comment>name of a file</comment>
        <translation>audit-log</translation>
    </message>
    <message>
        <source>Take events offline</source>
        <translation>イベントをオフラインで見る</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSVファイル (*.csv)</translation>
    </message>
    <message>
        <source>Taking events offline: %1 so far</source>
        <translation>イベントを取り出しています: これまでに%1</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>閉じる(&amp;D)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AuthorityCard</name>
    <message>
        <source>Certificate authority</source>
        <translation>認証局</translation>
    </message>
    <message>
        <source>Save certi&amp;ficate…</source>
        <translation>証明書を保存(&amp;F)…</translation>
    </message>
    <message>
        <source>Save re&amp;minders…</source>
        <translation>リマインダーを保存(&amp;M)…</translation>
    </message>
    <message>
        <source>Save the authority’s certificate</source>
        <translation>認証局の証明書を保存</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt)</source>
        <translation>証明書 (*.pem *.crt)</translation>
    </message>
    <message>
        <source>Save reminders</source>
        <translation>リマインダーを保存</translation>
    </message>
    <message>
        <source>Calendars (*.ics)</source>
        <translation>カレンダー (*.ics)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Revocation list</source>
        <translation>失効リスト</translation>
    </message>
    <message>
        <source>It is made when the first certificate is issued, and vouches for this tenant’s people only. There is nothing to prepare.</source>
        <translation>最初の証明書を発行するときに作られ、このテナントの人だけを証明します。準備は要りません。</translation>
    </message>
    <message>
        <source>Asking the platform…</source>
        <translation>プラットフォームに問い合わせています…</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>Serial number %1
SHA-256 %2</source>
        <translation>シリアル番号 %1
SHA-256 %2</translation>
    </message>
    <message>
        <source>No. %1, %2; renewed before %3</source>
        <comment>number; how many revoked; time</comment>
        <translation>第 %1 号、%2。%3 までに更新されます</translation>
    </message>
    <message>
        <source>%1: this time is over</source>
        <comment>time or sentence with it</comment>
        <translation>%1（過ぎています）</translation>
    </message>
    <message>
        <source>The file is on its way</source>
        <translation>ファイルを受信しています</translation>
    </message>
    <message>
        <source>There is no authority yet: it is made when the first certificate is issued</source>
        <translation>認証局はまだありません。最初の証明書を発行するときに作られます</translation>
    </message>
    <message>
        <source>For servers that are to trust this tenant’s certificates</source>
        <translation>このテナントの証明書を信頼させたいサーバー用</translation>
    </message>
    <message>
        <source>A calendar with reminders 90, 30, 14, 7, 3 and 1 days before anything here ends</source>
        <translation>ここにあるものの期限の90、30、14、7、3、1日前に知らせるカレンダー</translation>
    </message>
    <message>
        <source>The file is fetched…</source>
        <translation>ファイルを取得しています…</translation>
    </message>
    <message>
        <source>“%1” was written.</source>
        <translation>「%1」に書き込みました。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln revoked certificates</source>
        <translation>
            <numerusform>失効した証明書 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: in %Ln days</source>
        <comment>time or sentence with it</comment>
        <translation>
            <numerusform>%1（あと %Ln 日）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::Banner</name>
    <message>
        <source>%1: %2</source>
        <comment>kind of message: sentence</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::BasicAuthPage</name>
    <message>
        <source>Ask addresses that are not let in &amp;for a user name and password</source>
        <translation>許可されていないアドレスにユーザー名とパスワードを要求する(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>ユーザー名(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Shared user name and password</source>
        <translation>共有のユーザー名とパスワード</translation>
    </message>
    <message>
        <source>Changing over</source>
        <translation>切り替え</translation>
    </message>
    <message>
        <source>Basic authentication</source>
        <translation>Basic認証</translation>
    </message>
    <message>
        <source>&amp;Go to IP address restriction</source>
        <translation>IPアドレス制限へ移動(&amp;G)</translation>
    </message>
    <message>
        <source>Addresses that are not let in are asked for a user name and password.</source>
        <translation>許可されていないアドレスには、ユーザー名とパスワードを要求します。</translation>
    </message>
    <message>
        <source>Basic authentication is off.</source>
        <translation>Basic認証は無効です。</translation>
    </message>
    <message>
        <source>“Allow all” lets every address in, so that there is nobody to ask. Choose “allow listed” or “deny all” first; both changes can be applied in one step.</source>
        <translation>「すべて許可」ではすべてのアドレスが許可されるため、要求する相手がいません。先に「一部許可」または「すべて拒否」を選択してください。両方の変更を一度に適用できます。</translation>
    </message>
    <message>
        <source>Nobody is asked: every address is let in.</source>
        <translation>要求しません: すべてのアドレスが許可されます。</translation>
    </message>
    <message>
        <source>Nobody is asked, and nobody gets in.</source>
        <translation>要求しません: 誰も接続できません。</translation>
    </message>
    <message>
        <source>Nobody is asked: addresses that are not listed are turned away.</source>
        <translation>要求しません: 許可リストに登録されていないアドレスは拒否されます。</translation>
    </message>
    <message>
        <source>Everybody is asked, from whatever address.</source>
        <translation>どのアドレスからの接続にも要求します。</translation>
    </message>
    <message>
        <source>Everybody is asked, because no address is listed.</source>
        <translation>許可リストにアドレスがないため、すべての接続に要求します。</translation>
    </message>
    <message>
        <source>Until %1 the second pair is accepted too.</source>
        <translation>%1までは2組目も受け付けます。</translation>
    </message>
    <message numerus="yes">
        <source>Addresses in the %Ln entries of the list get in without being asked. Everybody else is asked.</source>
        <translation>
            <numerusform>許可リストの%Ln件のエントリーに含まれるアドレスには要求しません。それ以外にはすべて要求します。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::BasicPairForm</name>
    <message>
        <source>1 to %1 letters A to Z, a to z, digits, “-” and “_”. Everybody uses the same one.</source>
        <translation>A～Z、a～z、数字、「-」、「_」を使った1～%1文字。全員が同じユーザー名を使います。</translation>
    </message>
    <message>
        <source>%1 to %2 printable characters of ASCII. It cannot be shown again once it is applied.</source>
        <translation>ASCIIの印字可能文字%1～%2文字。適用した後は、再表示できません。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::BatchDialog</name>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>続ける(&amp;G)</translation>
    </message>
    <message>
        <source>Stopped. Nothing was begun that is not told here.</source>
        <translation>停止しました。ここに示したもの以外は何も始めていません。</translation>
    </message>
    <message>
        <source>What is under way now is finished; the rest is not begun</source>
        <translation>進行中の分は最後まで行い、残りは始めません</translation>
    </message>
    <message>
        <source>The platform’s answer to what is under way is waited for</source>
        <translation>進行中の分についてプラットフォームの応答を待っています</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>The files are on their way</source>
        <translation>ファイルを受信しています</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificateDetails</name>
    <message>
        <source>%1 to %2</source>
        <comment>from a time to a time</comment>
        <translation>%1～%2</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>発行先</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>発行元</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有効期間</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>An authority, which vouches for the platform&apos;s certificates</source>
        <translation>プラットフォームの証明書を保証する認証局</translation>
    </message>
    <message>
        <source>The platform&apos;s own certificate, which nobody vouches for</source>
        <translation>第三者の保証がない、プラットフォーム自身の証明書</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>SHA-256フィンガープリント</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificateFileDialog</name>
    <message>
        <source>&amp;Open</source>
        <translation>開く(&amp;O)</translation>
    </message>
    <message>
        <source>Certificate’s file</source>
        <translation>証明書ファイル</translation>
    </message>
    <message>
        <source>“%1” is protected by a password. It is used on this computer only.</source>
        <comment>file</comment>
        <translation>「%1」はパスワードで保護されています。パスワードはこのコンピューターの中だけで使われます。</translation>
    </message>
    <message>
        <source>&amp;Password of the file</source>
        <translation>ファイルのパスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>発行先</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>発行者</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有効期間の開始</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有効期間の終了</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>シリアル番号</translation>
    </message>
    <message>
        <source>The file is protected by</source>
        <translation>ファイルの保護方式</translation>
    </message>
    <message>
        <source>The platform is asked how it stands…</source>
        <translation>プラットフォームに状態を問い合わせています…</translation>
    </message>
    <message>
        <source>This tenant has not issued it: it lets nobody in here, whatever it says of itself.</source>
        <translation>このテナントが発行したものではありません。何と書かれていても、ここには入れません。</translation>
    </message>
    <message>
        <source>This tenant’s authority has issued it, to somebody who is not among the users any more. It lets nobody in.</source>
        <translation>このテナントの認証局が発行しましたが、その人はもうユーザーではありません。この証明書では入れません。</translation>
    </message>
    <message>
        <source>How it stands here is not known. %1</source>
        <comment>why</comment>
        <translation>ここでの状態は分かりません。%1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>This tenant has issued it to %1 and revoked it at %2: it lets nobody in.</source>
        <comment>person; time</comment>
        <translation>このテナントが %1 に発行し、%2 に失効させました。この証明書では入れません。</translation>
    </message>
    <message>
        <source>This tenant has issued it to %1. It has expired and lets nobody in.</source>
        <comment>person</comment>
        <translation>このテナントが %1 に発行しました。有効期限が切れており、この証明書では入れません。</translation>
    </message>
    <message>
        <source>This tenant has issued it to %1, and it is valid.</source>
        <comment>person</comment>
        <translation>このテナントが %1 に発行したもので、有効です。</translation>
    </message>
    <message>
        <source>This tenant has issued it to %1, and it is valid; but this person is not permitted to come in by certificate.</source>
        <comment>person</comment>
        <translation>このテナントが %1 に発行したもので、有効です。ただし、この人は証明書で入ることを許可されていません。</translation>
    </message>
    <message>
        <source>The file is being opened</source>
        <translation>ファイルを開いています</translation>
    </message>
    <message>
        <source>There is no file that could be opened</source>
        <translation>開けるファイルがありません</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificateFilesDialog</name>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>Save certificates</source>
        <translation>証明書を保存</translation>
    </message>
    <message>
        <source>The certificate of %1.</source>
        <comment>person</comment>
        <translation>%1 の証明書。</translation>
    </message>
    <message>
        <source>The files are on their way</source>
        <translation>ファイルを受信しています</translation>
    </message>
    <message numerus="yes">
        <source>The certificates of %Ln people.</source>
        <translation>
            <numerusform>%Ln 人の証明書。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificateFilesPanel</name>
    <message>
        <source>One ZIP with a ZIP for each person, in which the certificate’s file, its password and how to install it stand together: keep it where only you get at it. The platform hands each file out once and then forgets it; after that, another certificate has to be issued.</source>
        <translation>1つのZIPの中に1人1つのZIPが入り、証明書ファイルとそのパスワードと導入手順が一緒に入っています。自分だけが開ける場所に保管してください。プラットフォームは各ファイルを一度だけ渡して消去します。その後は、新しい証明書の発行が必要です。</translation>
    </message>
    <message>
        <source>Save certificates</source>
        <translation>証明書を保存</translation>
    </message>
    <message>
        <source>ZIP archives (*.zip)</source>
        <translation>ZIPアーカイブ (*.zip)</translation>
    </message>
    <message>
        <source>If the platform handed the files out all the same, other certificates have to be issued.</source>
        <translation>プラットフォームがファイルを渡し終えていた場合は、新しい証明書の発行が必要です。</translation>
    </message>
    <message>
        <source>%1 The files are still here: save them somewhere else before you close this.</source>
        <comment>what went wrong</comment>
        <translation>%1 ファイルはまだここにあります。閉じる前に別の場所に保存してください。</translation>
    </message>
    <message>
        <source>The files are fetched and written…</source>
        <translation>ファイルを取得して書き込んでいます…</translation>
    </message>
    <message>
        <source>&amp;Save elsewhere…</source>
        <translation>別の場所に保存(&amp;S)…</translation>
    </message>
    <message>
        <source>The files are on their way</source>
        <translation>ファイルを受信しています</translation>
    </message>
    <message>
        <source>The files were saved; the platform does not have them any more</source>
        <translation>ファイルは保存済みで、プラットフォームにはもうありません</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were written to “%1”.</source>
        <translation>
            <numerusform>%Ln 個のファイルを「%1」に書き込みました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Save %Ln files…</source>
        <translation>
            <numerusform>%Ln 個のファイルを保存(&amp;S)…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln files can be saved at once. Select fewer people.</source>
        <translation>
            <numerusform>一度に保存できるのは最大 %Ln 個です。選択を減らしてください。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificatesPanel</name>
    <message>
        <source>Select a&amp;ll</source>
        <translation>すべて選択(&amp;L)</translation>
    </message>
    <message>
        <source>Show only those whose certificate is</source>
        <translation>証明書の状態で絞り込む</translation>
    </message>
    <message>
        <source>End, the next first</source>
        <translation>有効期限の近い順</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>ログイン名</translation>
    </message>
    <message>
        <source>Order &amp;by:</source>
        <translation>並べ替え(&amp;B):</translation>
    </message>
    <message>
        <source>Search names</source>
        <translation>名前を検索</translation>
    </message>
    <message>
        <source>Search login names and names</source>
        <translation>ログイン名と名前を検索</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>すべて選択</translation>
    </message>
    <message>
        <source>Read a certificate’s file</source>
        <translation>証明書ファイルを読む</translation>
    </message>
    <message>
        <source>Certificates with their key (*.p12 *.pfx)</source>
        <translation>鍵付きの証明書 (*.p12 *.pfx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>state, how many</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>All</source>
        <comment>people, whatever their certificate</comment>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>%1 — %2 selected</source>
        <comment>what is shown; number</comment>
        <translation>%1 — %2 人を選択</translation>
    </message>
    <message>
        <source>There is nobody to select</source>
        <translation>選択できる人がいません</translation>
    </message>
    <message>
        <source>The rest of the list is being read</source>
        <translation>一覧の残りを読み込んでいます</translation>
    </message>
    <message>
        <source>The certificates could not be read</source>
        <translation>証明書を読み込めませんでした</translation>
    </message>
    <message>
        <source>Reading the certificates…</source>
        <translation>証明書を読み込んでいます…</translation>
    </message>
    <message>
        <source>Nobody is in this list</source>
        <translation>該当する人はいません</translation>
    </message>
    <message>
        <source>Nobody’s certificate is in this state, or nobody’s name has what is searched for in it.</source>
        <translation>この状態の証明書を持つ人、または検索に合う名前の人がいません。</translation>
    </message>
    <message>
        <source>Sho&amp;w everybody</source>
        <translation>全員を表示(&amp;W)</translation>
    </message>
    <message>
        <source>There is nobody yet</source>
        <translation>まだ誰もいません</translation>
    </message>
    <message>
        <source>Everybody who is added to the users can be given a certificate here.</source>
        <translation>ユーザーに追加した人に、ここで証明書を発行できます。</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln people</source>
        <translation>
            <numerusform>全 %Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln people</source>
        <translation>
            <numerusform>先頭の %Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Everybody whom the filter lets through, at most %Ln people (Ctrl+A)</source>
        <translation>
            <numerusform>絞り込みに合う全員（最大 %Ln 人、Ctrl+A）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificatesTable</name>
    <message>
        <source>People and their certificates</source>
        <translation>人と証明書</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificatesTools</name>
    <message>
        <source>&amp;Issue…</source>
        <translation>発行(&amp;I)…</translation>
    </message>
    <message>
        <source>R&amp;evoke…</source>
        <translation>失効(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Save files…</source>
        <translation>ファイルを保存(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Permission</source>
        <translation>許可(&amp;P)</translation>
    </message>
    <message>
        <source>Rea&amp;d a file…</source>
        <translation>ファイルを読む(&amp;D)…</translation>
    </message>
    <message>
        <source>Shows whose certificate is in a file, and how it stands here</source>
        <translation>ファイルの中の証明書が誰のもので、ここでどの状態かを示します</translation>
    </message>
    <message>
        <source>&amp;Permit coming in by certificate…</source>
        <translation>証明書で入ることを許可(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;End the permission…</source>
        <translation>許可を取り消す(&amp;E)…</translation>
    </message>
    <message>
        <source>Select one or more people first</source>
        <translation>先に1人以上を選択してください</translation>
    </message>
    <message>
        <source>Gives each of those selected a certificate, the first or another</source>
        <translation>選択した人それぞれに証明書を発行します（初回または再発行）</translation>
    </message>
    <message>
        <source>None of those selected was given a certificate</source>
        <translation>選択した人に証明書を発行した人がいません</translation>
    </message>
    <message>
        <source>Takes all certificates of those selected out of force, at once and for good</source>
        <translation>選択した人の証明書をすべて即時に失効させます。元には戻せません</translation>
    </message>
    <message>
        <source>The platform keeps no file of those selected: it hands each out once, and forgets it 7 days after it was issued. Issue another certificate.</source>
        <translation>選択した人のファイルはプラットフォームにありません。ファイルは一度だけ渡され、発行の7日後に消去されます。新しい証明書を発行してください。</translation>
    </message>
    <message>
        <source>One ZIP with the certificates, passwords and instructions</source>
        <translation>証明書とパスワードと手順を1つのZIPで保存します</translation>
    </message>
    <message>
        <source>Whether those selected may come in by certificate</source>
        <translation>選択した人が証明書で入れるかどうか</translation>
    </message>
    <message>
        <source>All of those selected are permitted</source>
        <translation>選択した人は全員許可されています</translation>
    </message>
    <message>
        <source>None of those selected is permitted</source>
        <translation>選択した人は誰も許可されていません</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ChainFindings</name>
    <message>
        <source>Number %1</source>
        <translation>番号 %1</translation>
    </message>
    <message>
        <source>Number %1 to %2</source>
        <translation>番号 %1～%2</translation>
    </message>
    <message>
        <source>The log was altered. Save what you have, and ask the platform’s operator.</source>
        <translation>ログが改ざんされています。今あるものを保存し、プラットフォームの運用者に問い合わせてください。</translation>
    </message>
    <message>
        <source>The log was altered: its chain fails in several places, first at number %1. Save what you have, and ask the platform’s operator.</source>
        <translation>ログが改ざんされています。連鎖は複数の箇所で切れており、最初は番号%1です。今あるものを保存し、プラットフォームの運用者に問い合わせてください。</translation>
    </message>
    <message>
        <source>The log was altered: its chain fails at number %1. %2 Save what you have, and ask the platform’s operator.</source>
        <translation>ログが改ざんされています。連鎖は番号%1で切れています。%2 今あるものを保存し、プラットフォームの運用者に問い合わせてください。</translation>
    </message>
    <message>
        <source>&amp;Go to that event</source>
        <translation>そのイベントへ移動(&amp;G)</translation>
    </message>
    <message>
        <source>Nothing proves several parts of the log, the first from number %1 on. Save what you have, and ask the platform’s operator.</source>
        <translation>ログの複数の部分を証明するものがありません（最初は番号%1以降）。今あるものを保存し、プラットフォームの運用者に問い合わせてください。</translation>
    </message>
    <message>
        <source>%1 Save what you have, and ask the platform’s operator.</source>
        <comment>a sentence</comment>
        <translation>%1 今あるものを保存し、プラットフォームの運用者に問い合わせてください。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ChangedCertificateDialog</name>
    <message>
        <source>The certificate has changed</source>
        <translation>証明書が変更されています</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>接続しない</translation>
    </message>
    <message>
        <source>What answers for %1 does not have the certificate that you have trusted. Nothing was sent, and there is no way on from here.</source>
        <translation>%1として応答したものの証明書が、信頼している証明書と異なります。何も送信していません。この画面から接続を続けることはできません。</translation>
    </message>
    <message>
        <source>Trusted: SHA-256 fingerprint</source>
        <translation>信頼している証明書: SHA-256フィンガープリント</translation>
    </message>
    <message>
        <source>Presented now: SHA-256 fingerprint</source>
        <translation>今回提示された証明書: SHA-256フィンガープリント</translation>
    </message>
    <message>
        <source>Ask the platform&apos;s operator whether the certificate was exchanged, by another way than this connection. If it was, edit the connection and forget the trusted certificate; you will then be asked about the new one.</source>
        <translation>証明書を交換したかどうかを、この接続以外の方法でプラットフォームの運用者に確認してください。交換していた場合は、接続を編集して、信頼している証明書を解除してください。次に接続するときに、新しい証明書について確認されます。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ChangesCard</name>
    <message>
        <source>What changed</source>
        <translation>最近の変更</translation>
    </message>
    <message>
        <source>Change history</source>
        <translation>変更履歴</translation>
    </message>
    <message>
        <source>All changes, with every field before and after</source>
        <translation>すべての変更と項目ごとの変更前・変更後</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>login name, time</comment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>No setting has been changed yet. All are as they came.</source>
        <translation>まだ設定は変更されていません。すべて初期値です。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ClientCertificatesPage</name>
    <message>
        <source>Client certificates</source>
        <translation>クライアント証明書</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CommandPalette</name>
    <message>
        <source>Find a page, setting or command</source>
        <translation>ページ、設定、コマンドを検索</translation>
    </message>
    <message>
        <source>Name of a page, a setting or a command</source>
        <translation>ページ、設定、コマンドの名前</translation>
    </message>
    <message>
        <source>What fits, best first</source>
        <translation>一致したもの（近い順）</translation>
    </message>
    <message>
        <source>Nothing is called “%1”.</source>
        <translation>「%1」という名前のものはありません。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CompletionPopup</name>
    <message>
        <source>What can stand here</source>
        <translation>ここに書けるもの</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln events</source>
        <translation>
            <numerusform>%1、イベント%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln proposals; the arrow keys lead to them</source>
        <translation>
            <numerusform>候補が%Ln個あります。矢印キーで選べます</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ConflictDialog</name>
    <message>
        <source>&amp;Apply as chosen</source>
        <translation>選択どおりに適用(&amp;A)</translation>
    </message>
    <message>
        <source>Changed by somebody else meanwhile</source>
        <translation>編集中に他のユーザーが変更しました</translation>
    </message>
    <message>
        <source>Nothing was applied yet: what you have edited was changed by somebody else after it was loaded here.</source>
        <translation>まだ何も適用されていません。ここで読み込んだ後に、編集した設定を他のユーザーが変更しました。</translation>
    </message>
    <message>
        <source>Keep &amp;mine, on top of theirs</source>
        <translation>相手の変更に自分の編集を重ねる(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Take theirs, and drop my edits in this section</source>
        <translation>相手の変更を採用し、このセクションの自分の編集を破棄する(&amp;T)</translation>
    </message>
    <message>
        <source>Changed by %1 at %2: revision %3. Your edits began at revision %4.</source>
        <translation>%1が%2に変更しました (リビジョン%3)。自分の編集はリビジョン%4に基づいています。</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>フィールド</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>相手</translation>
    </message>
    <message>
        <source>What both have changed in %1</source>
        <translation>%1で両者が変更した内容</translation>
    </message>
    <message>
        <source>Both have changed this, and not to the same</source>
        <translation>両者が異なる内容に変更しました</translation>
    </message>
    <message>
        <source>%1, changed by both</source>
        <translation>%1、両者が変更</translation>
    </message>
    <message>
        <source>As before</source>
        <translation>変更前と同じ</translation>
    </message>
    <message>
        <source>&amp;Decide later</source>
        <translation>後で決める(&amp;D)</translation>
    </message>
    <message>
        <source>Closes this; your edits stay on the pages and nothing is applied</source>
        <translation>この画面を閉じます。編集内容はページに残り、何も適用されません</translation>
    </message>
    <message>
        <source>Applies what is edited, as chosen here, on top of what stands now</source>
        <translation>ここで選択したとおり、現在の設定に編集内容を重ねて適用します</translation>
    </message>
    <message>
        <source>Choose for each section whose edits shall hold.</source>
        <translation>セクションごとに、どちらの編集を有効にするか選択してください。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ConnectSide</name>
    <message>
        <source>&amp;Add a connection…</source>
        <translation>接続を追加(&amp;A)…</translation>
    </message>
    <message>
        <source>Log &amp;files</source>
        <translation>ログファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Language and colours</source>
        <translation>言語と配色(&amp;L)</translation>
    </message>
    <message>
        <source>Sekimori</source>
        <translation>Sekimori</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ConnectionWindow</name>
    <message>
        <source>Sekimori – connect</source>
        <translation>Sekimori – 接続</translation>
    </message>
    <message>
        <source>Remove connection</source>
        <translation>接続の削除</translation>
    </message>
    <message>
        <source>Remove “%1” from the list?</source>
        <translation>「%1」をリストから削除しますか?</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>The tenant itself is not touched. A password that is remembered for it is forgotten, and so is the key of its log.</source>
        <translation>テナント自体には影響しません。記憶されているパスワードと、そのログの鍵は忘れられます。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CredentialsDialog</name>
    <message>
        <source>&amp;Password</source>
        <translation>パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Basic authentication</source>
        <translation>Basic認証</translation>
    </message>
    <message>
        <source>The gate of %1 asks your address for the user name and password that the whole tenant shares. They are kept until you disconnect, and are not the ones you sign in with.</source>
        <translation>%1のゲートが、お使いのアドレスに対して、テナント全体で共有するユーザー名とパスワードを要求しています。入力内容は切断するまで保持されます。ログイン用のものとは異なります。</translation>
    </message>
    <message>
        <source>&amp;User name of the gate</source>
        <translation>ゲートのユーザー名(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>続行(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>再ログイン</translation>
    </message>
    <message>
        <source>Your session with %1 has ended. Sign in again to go on; what you have edited is still there.</source>
        <translation>%1のセッションが終了しました。続けるには、もう一度ログインしてください。編集内容は保持されています。</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>ユーザー名(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>ログイン(&amp;S)</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>後で</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>試行しています…</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>プラットフォームに問い合わせています。</translation>
    </message>
    <message>
        <source>Enter user name and password first.</source>
        <translation>先にユーザー名とパスワードを入力してください。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CropDialog</name>
    <message>
        <source>Crop the image</source>
        <translation>画像の切り抜き</translation>
    </message>
    <message>
        <source>&amp;Take this part</source>
        <translation>この部分を使う(&amp;T)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Whole image</source>
        <translation>画像全体(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Left</source>
        <translation>左(&amp;L)</translation>
    </message>
    <message>
        <source>T&amp;op</source>
        <translation>上(&amp;O)</translation>
    </message>
    <message>
        <source>Wi&amp;dth</source>
        <translation>幅(&amp;D)</translation>
    </message>
    <message>
        <source>Hei&amp;ght</source>
        <translation>高さ(&amp;G)</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2ピクセル</translation>
    </message>
    <message>
        <source>%1, scaled down to a width of %2</source>
        <translation>%1、幅%2に縮小されます</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CropView</name>
    <message>
        <source>Part of the image that stays</source>
        <translation>画像の残す部分</translation>
    </message>
    <message>
        <source>The arrow keys move it; with Shift they draw it larger and smaller.</source>
        <translation>矢印キーで移動し、Shiftキーと一緒に押すと大きさを変えます。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::DamageDialog</name>
    <message>
        <source>What could not be read</source>
        <translation>読み取れなかった箇所</translation>
    </message>
    <message>
        <source>Copy &amp;all</source>
        <translation>すべてコピー(&amp;A)</translation>
    </message>
    <message>
        <source>Places that could not be read</source>
        <translation>読み取れなかった箇所</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>Every row that can be read is in the log, as far as it can be read.</source>
        <translation>読み取れる行は、読み取れる範囲ですべてログに含まれています。</translation>
    </message>
    <message>
        <source>The first %1 are listed.</source>
        <translation>最初の%1件を示しています。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln places could not be read as they should be.</source>
        <translation>
            <numerusform>正しく読み取れなかった箇所が%Ln件あります。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::DeliveryDetails</name>
    <message>
        <source>Choose a mail to see all of it.</source>
        <translation>メールを選ぶと詳細が表示されます。</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <translation>イベント(&amp;E)</translation>
    </message>
    <message>
        <source>Recipients of the mail</source>
        <translation>メールの宛先</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>試行</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>次の試行</translation>
    </message>
    <message>
        <source>Last answer of the mail server</source>
        <translation>メールサーバーの最後の応答</translation>
    </message>
    <message>
        <source>Attempts to deliver the mail</source>
        <translation>メールの配信の試行</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Answer of the mail server</source>
        <translation>メールサーバーの応答</translation>
    </message>
    <message>
        <source>Goes to the first of its events in the audit log</source>
        <translation>監査ログで最初のイベントに移動します</translation>
    </message>
    <message>
        <source>Puts the mail into the queue once more, for all or some of its recipients</source>
        <translation>すべてまたは一部の宛先へ、もう一度送信待ちにします</translation>
    </message>
    <message>
        <source>Text of the mail</source>
        <translation>メールの本文</translation>
    </message>
    <message>
        <source>Recipients</source>
        <comment>tab</comment>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Attempts</source>
        <comment>tab</comment>
        <translation>試行</translation>
    </message>
    <message>
        <source>Text</source>
        <comment>tab</comment>
        <translation>本文</translation>
    </message>
    <message>
        <source>Parts of the mail</source>
        <translation>メールの内容</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>Send a&amp;gain…</source>
        <translation>再送信(&amp;G)…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln mails were held back before it</source>
        <translation>
            <numerusform>この前に%Ln通が保留されました</numerusform>
        </translation>
    </message>
    <message>
        <source>Try &amp;now</source>
        <translation>今すぐ試行(&amp;N)</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>プラットフォームに問い合わせています。</translation>
    </message>
    <message>
        <source>Tries at once to deliver it to those for whom it waits</source>
        <translation>まだ届いていない待機中の宛先へ、すぐに配信を試みます</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::DeliveryFilterBar</name>
    <message>
        <source>All states</source>
        <translation>すべての状態</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>すべての種類</translation>
    </message>
    <message>
        <source>&amp;State:</source>
        <translation>状態(&amp;S):</translation>
    </message>
    <message>
        <source>Kind of &amp;mail:</source>
        <translation>種類(&amp;M):</translation>
    </message>
    <message>
        <source>&amp;Level or rule:</source>
        <translation>レベルまたはルール(&amp;L):</translation>
    </message>
    <message>
        <source>All levels and rules</source>
        <translation>すべてのレベルとルール</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::DeliveryLogPage</name>
    <message>
        <source>&amp;Open the folder with the mails</source>
        <translation>メールのフォルダーを開く(&amp;O)</translation>
    </message>
    <message>
        <source>Mails, newest first</source>
        <translation>メール（新しい順）</translation>
    </message>
    <message>
        <source>Delivery log</source>
        <translation>配信ログ</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>The platform’s operator has set no mail server. Mails wait until there is one, for 3 days.</source>
        <translation>プラットフォームの運用者がメールサーバーを設定していません。メールは設定されるまで最長3日間待機します。</translation>
    </message>
    <message>
        <source>This platform sends nothing: it puts its mails into a folder.</source>
        <translation>このプラットフォームは送信せず、メールをフォルダーに保存します。</translation>
    </message>
    <message>
        <source>The delivery log could not be read</source>
        <translation>配信ログを読み込めませんでした</translation>
    </message>
    <message>
        <source>Reading the delivery log…</source>
        <translation>配信ログを読み込んでいます…</translation>
    </message>
    <message>
        <source>Nothing matches the filter</source>
        <translation>フィルターに一致するものはありません</translation>
    </message>
    <message>
        <source>C&amp;lear filter</source>
        <translation>フィルターを解除(&amp;L)</translation>
    </message>
    <message>
        <source>No mail yet, and no mail server</source>
        <translation>メールはまだなく、メールサーバーもありません</translation>
    </message>
    <message>
        <source>The platform’s operator has set no mail server. What is to be sent waits until there is one, for 3 days, and is listed here.</source>
        <translation>プラットフォームの運用者がメールサーバーを設定していません。送信するメールは設定されるまで最長3日間待機し、ここに一覧表示されます。</translation>
    </message>
    <message>
        <source>No mail was sent yet</source>
        <translation>まだメールは送信されていません</translation>
    </message>
    <message>
        <source>Alerts, reminders, checkpoints and test mails will be listed here, newest first, with every attempt to deliver them and what the mail server said.</source>
        <translation>アラート、期限の通知、チェックポイント、テストメールが、配信の各試行とメールサーバーの応答とともに、新しい順に表示されます。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>The folder could not be opened. It is %1</source>
        <comment>path of the folder</comment>
        <translation>フォルダーを開けませんでした。場所: %1</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln mails, as of %1</source>
        <translation>
            <numerusform>全%Ln通（%1現在）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Newest %Ln mails, as of %1</source>
        <translation>
            <numerusform>最新の%Ln通（%1現在）</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no mail of this kind, level or rule in this state.</source>
        <translation>この種類、レベルまたはルールで、この状態のメールはありません。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::EmbeddingPage</name>
    <message>
        <source>&amp;Own pages only</source>
        <translation>自社のページのみ(&amp;O)</translation>
    </message>
    <message>
        <source>Own pages only</source>
        <translation>自社のページのみ</translation>
    </message>
    <message>
        <source>No other site can show the tenant’s pages in a frame, so none can lay something over them and catch clicks.</source>
        <translation>他のサイトはテナントのページをフレームに表示できないため、上に何かを重ねてクリックを奪うことはできません。</translation>
    </message>
    <message>
        <source>Li&amp;sted origins</source>
        <translation>一覧のオリジン(&amp;S)</translation>
    </message>
    <message>
        <source>Listed origins</source>
        <translation>一覧のオリジン</translation>
    </message>
    <message>
        <source>The sites in the list can show the pages in a frame, for example a portal. Cookies are then set so that browsers send them in frames, too.</source>
        <translation>ポータルなど、一覧のサイトはページをフレームに表示できます。Cookieはフレーム内でも送られるように設定されます。</translation>
    </message>
    <message>
        <source>O&amp;ff</source>
        <translation>オフ(&amp;F)</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Every site on the Internet can show the pages in a frame. Nothing protects against clickjacking.</source>
        <translation>インターネット上のどのサイトもページをフレームに表示できます。クリックジャッキングからの保護はありません。</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>埋め込み</translation>
    </message>
    <message>
        <source>Whoever runs a listed site could mislead people who sign in there. List only sites that you trust.</source>
        <translation>一覧のサイトの運営者は、そこでログインする人を欺くことができます。信頼できるサイトだけを登録してください。</translation>
    </message>
    <message>
        <source>With the protection off, a hostile site can show the sign-in page as if it were its own part, and lead people’s clicks astray.</source>
        <translation>保護をオフにすると、悪意のあるサイトがログイン画面を自分の一部のように見せ、クリックを悪用できます。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::Entering</name>
    <message>
        <source>Nothing was sent: the platform&apos;s certificate was not trusted.</source>
        <translation>プラットフォームの証明書を信頼しなかったため、何も送信していません。</translation>
    </message>
    <message>
        <source>Not connected: the platform&apos;s certificate is not the one that you have trusted. Nothing was sent.</source>
        <translation>接続していません: プラットフォームの証明書が、信頼しているものと異なります。何も送信していません。</translation>
    </message>
    <message>
        <source>The gate did not accept this user name and password.</source>
        <translation>ゲートが、このユーザー名とパスワードを受け付けませんでした。</translation>
    </message>
    <message>
        <source>Not connected: the tenant&apos;s gate asks for the user name and password of its Basic authentication.</source>
        <translation>接続していません: テナントのゲートが、Basic認証のユーザー名とパスワードを要求しています。</translation>
    </message>
    <message>
        <source>Not signed in: you have to choose another password first.</source>
        <translation>ログインしていません。先に別のパスワードを設定する必要があります。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::EventHistogram</name>
    <message>
        <source>d MMM</source>
        <comment>day and month as a date format</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>No events</source>
        <translation>イベントはありません</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>level of events, and how many there are</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation>%1：%2（%3）</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Events by time, times in %1. The arrow keys move through the bars.</source>
        <translation>時間ごとのイベント、時刻は%1。矢印キーで棒を移動します。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events</source>
        <translation>
            <numerusform>イベント%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>失敗%Ln件</numerusform>
        </translation>
    </message>
    <message>
        <source>Events by time, times in %1. The arrow keys move through the bars, with Shift they mark a span, Enter shows only that span, Escape goes back.</source>
        <translation>時刻別のイベント（時刻は%1）。矢印キーで棒を移動し、Shiftを押しながらで期間を選び、Enterでその期間だけを表示し、Escapeで前に戻ります。</translation>
    </message>
    <message>
        <source>yyyy</source>
        <comment>year as a date format</comment>
        <translation>yyyy年</translation>
    </message>
    <message>
        <source>MMM</source>
        <comment>month as a date format</comment>
        <translation>M月</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ExportDialog</name>
    <message>
        <source>audit-log</source>
        <comment>file name</comment>
        <translation>監査ログ</translation>
    </message>
    <message>
        <source>Keep &amp;spreadsheets from taking text for formulas</source>
        <translation>表計算ソフトに文字列を数式と解釈させない(&amp;S)</translation>
    </message>
    <message>
        <source>Export events</source>
        <translation>イベントのエクスポート</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>エクスポート(&amp;E)…</translation>
    </message>
    <message>
        <source>Which events</source>
        <translation>対象のイベント</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets and other programs</source>
        <translation>CSV（表計算ソフトなど向け）</translation>
    </message>
    <message>
        <source>NDJSON, one JSON object a line</source>
        <translation>NDJSON（1行に1つのJSON）</translation>
    </message>
    <message>
        <source>Not packed</source>
        <translation>圧縮しない</translation>
    </message>
    <message>
        <source>ZIP archive</source>
        <translation>ZIPアーカイブ</translation>
    </message>
    <message>
        <source>gzip</source>
        <translation>gzip</translation>
    </message>
    <message>
        <source>Text that begins with =, +, - or @ gets an apostrophe in front of it.</source>
        <translation>=、+、-、@で始まる文字列の前にアポストロフィを付けます。</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>形式(&amp;F):</translation>
    </message>
    <message>
        <source>&amp;Packing:</source>
        <translation>圧縮(&amp;P):</translation>
    </message>
    <message>
        <source>&amp;All events that the filter lets through</source>
        <translation>フィルターを通るすべてのイベント(&amp;A)</translation>
    </message>
    <message>
        <source>The filter lets no event through.</source>
        <translation>フィルターを通るイベントがありません。</translation>
    </message>
    <message>
        <source>A file is being written.</source>
        <translation>ファイルを書き込み中です。</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>中止(&amp;S)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Exported events (%1)</source>
        <comment>kind of file</comment>
        <translation>エクスポートしたイベント (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>All of it was written to “%1” (%2).</source>
        <comment>path; size</comment>
        <translation>すべてを「%1」に書き込みました（%2）。</translation>
    </message>
    <message>
        <source>No file was written: %1</source>
        <translation>ファイルは書き込まれませんでした: %1</translation>
    </message>
    <message>
        <source>Writing… %1</source>
        <comment>size so far</comment>
        <translation>書き込み中… %1</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>中止しました。ファイルは書き込まれていません。</translation>
    </message>
    <message>
        <source>Sealed bundle (whole span, unfiltered)</source>
        <translation>封印付きバンドル(期間全体、絞り込みなし)</translation>
    </message>
    <message>
        <source>What is entered is no span of numbers.</source>
        <translation>入力された番号は範囲になっていません。</translation>
    </message>
    <message numerus="yes">
        <source>Only the %Ln &amp;chosen events</source>
        <translation>
            <numerusform>選択した%Ln件のみ(&amp;C)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;All %Ln events that the filter lets through</source>
        <translation>
            <numerusform>フィルターを通る%Ln件すべて(&amp;A)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::FilesDialog</name>
    <message>
        <source>NDJSON</source>
        <translation>NDJSON</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>CSV, separated by tabs</source>
        <translation>CSV（タブ区切り）</translation>
    </message>
    <message>
        <source>CSV, separated by “%1”</source>
        <translation>CSV（「%1」区切り）</translation>
    </message>
    <message>
        <source>Files of this log</source>
        <translation>このログのファイル</translation>
    </message>
    <message>
        <source>&amp;Add files…</source>
        <translation>ファイルを追加(&amp;A)…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::FilterChips</name>
    <message>
        <source>not: %1</source>
        <comment>condition of a filter</comment>
        <translation>除外：%1</translation>
    </message>
    <message>
        <source>Condition %1 of %2: %3</source>
        <translation>条件 %1/%2：%3</translation>
    </message>
    <message>
        <source>Conditions of the filter. The arrow keys go from one to the next; Enter edits it, ! turns it into its contrary, Delete drops it.</source>
        <translation>フィルターの条件。矢印キーで移動し、Enterで編集、! で反対の条件に切り替え、Deleteで取り除きます。</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Only these instead</source>
        <translation>これだけに切り替え(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;All but these instead</source>
        <translation>これ以外に切り替え(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Drop</source>
        <translation>取り除く(&amp;D)</translation>
    </message>
    <message>
        <source>Show only these instead</source>
        <translation>これだけの表示に切り替えます</translation>
    </message>
    <message>
        <source>Show all but these instead</source>
        <translation>これ以外の表示に切り替えます</translation>
    </message>
    <message>
        <source>Drop this condition</source>
        <translation>この条件を取り除きます</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::FilterField</name>
    <message>
        <source>%1 Here could stand: %2.</source>
        <comment>sentence, list of what is possible</comment>
        <translation>%1 ここに書けるもの：%2。</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Filter, for example: user:taro level&gt;=warning since:7d</source>
        <translation>フィルター&#x3000;例： ユーザー:taro レベル&gt;=warning 以降:7d</translation>
    </message>
    <message>
        <source>Filter of the events</source>
        <translation>イベントのフィルター</translation>
    </message>
    <message>
        <source>How filters are written</source>
        <translation>フィルターの書き方</translation>
    </message>
    <message>
        <source>Filter, for example: user:taro level&gt;=warning</source>
        <translation>フィルター&#x3000;例： ユーザー:taro レベル&gt;=warning</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::FilterGuide</name>
    <message>
        <source>“taro” somewhere in the event</source>
        <translation>イベントのどこかに「taro」を含む</translation>
    </message>
    <message>
        <source>these words, in this order</source>
        <translation>この語句をこの順に含む</translation>
    </message>
    <message>
        <source>this user, in capital letters or small ones</source>
        <translation>このユーザー（大文字と小文字を区別しない）</translation>
    </message>
    <message>
        <source>one of these; * stands for any characters</source>
        <translation>このどれか。* は任意の文字列</translation>
    </message>
    <message>
        <source>an action that contains “login”</source>
        <translation>「login」を含むアクション</translation>
    </message>
    <message>
        <source>an address, a network, or a range such as A..B</source>
        <translation>アドレス、ネットワーク、または A..B のような範囲</translation>
    </message>
    <message>
        <source>warnings and worse</source>
        <translation>警告とそれより上のレベル</translation>
    </message>
    <message>
        <source>from the first to the last of these days</source>
        <translation>最初の日から最後の日まで</translation>
    </message>
    <message>
        <source>the last 7 days; also 30m, 2h, 4w, or a date</source>
        <translation>過去7日間。30m、2h、4w、日付も可</translation>
    </message>
    <message>
        <source>all users but this one</source>
        <translation>このユーザー以外</translation>
    </message>
    <message>
        <source>a minus turns a condition into its contrary</source>
        <translation>マイナスで反対の条件になる</translation>
    </message>
    <message>
        <source>both conditions</source>
        <translation>両方の条件</translation>
    </message>
    <message>
        <source>one of the two; brackets ( ) group them</source>
        <translation>どちらかの条件。括弧 ( ) でまとめられる</translation>
    </message>
    <message>
        <source>a regular expression between slashes</source>
        <translation>スラッシュで囲んだ正規表現</translation>
    </message>
    <message>
        <source>How filters are written</source>
        <translation>フィルターの書き方</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Conditions side by side have all to be met. Fields: %1. Press an example to try it.</source>
        <translation>並べて書いた条件はすべて満たす必要があります。項目：%1。例を押すと試せます。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>example of a filter, what it means</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::FingerprintView</name>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>コピー: %1</translation>
    </message>
    <message>
        <source>Copies the fingerprint, to be sent or searched for</source>
        <translation>送信や検索に使えるように、フィンガープリントをコピーします</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::GoToTimeDialog</name>
    <message>
        <source>&amp;Time</source>
        <translation>日時(&amp;T)</translation>
    </message>
    <message>
        <source>Such as 2026-03-05, 2026-03-05 14:00, 14:00, yesterday 18:00, or 2h for two hours ago. Times are in %1.</source>
        <translation>例：2026-03-05、2026-03-05 14:00、14:00、昨日 18:00。2hは2時間前。時刻は%1です。</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>移動(&amp;G)</translation>
    </message>
    <message>
        <source>Go to a time</source>
        <translation>日時へ移動</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Goes to the event nearest to %1</source>
        <translation>%1 に最も近いイベントへ移動します</translation>
    </message>
    <message>
        <source>Enter a time first</source>
        <translation>先に日時を入力してください</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::HeaderDialog</name>
    <message>
        <source>The &amp;first row holds titles</source>
        <translation>最初の行は見出し(&amp;F)</translation>
    </message>
    <message>
        <source>Which column is which?</source>
        <translation>どの列が何ですか？</translation>
    </message>
    <message>
        <source>The columns of “%1” have no names that are known here. Say what they are; it is remembered for files that look alike.</source>
        <translation>「%1」の列の名前はここでは知られていません。何の列かを選んでください。似たファイルのために記憶します。</translation>
    </message>
    <message>
        <source>&amp;Read it so</source>
        <translation>このように読む(&amp;R)</translation>
    </message>
    <message>
        <source>Leave it as guessed</source>
        <translation>推測のままにする</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What stands in it</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>何の列か</translation>
    </message>
    <message>
        <source>Something else; shown as it is</source>
        <translation>その他（そのまま表示）</translation>
    </message>
    <message>
        <source>Number of the event</source>
        <translation>イベントの番号</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>列 %1</translation>
    </message>
    <message>
        <source>What “%1” is</source>
        <comment>title of a column</comment>
        <translation>「%1」が何の列か</translation>
    </message>
    <message>
        <source>Without a column for the time, there is no order of time and no histogram.</source>
        <translation>日時の列がないと、時刻順の並べ替えもヒストグラムもありません。</translation>
    </message>
    <message>
        <source>Time of day, with the day in another column</source>
        <translation>時刻（日付は別の列）</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::HistoryDetails</name>
    <message>
        <source>Choose a change to see all of it.</source>
        <translation>変更を選択すると、すべての内容が表示されます。</translation>
    </message>
    <message>
        <source>&amp;Events around it</source>
        <translation>前後のイベント(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Copy change</source>
        <translation>変更をコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>フィールド</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>What was changed, before and after</source>
        <translation>変更された内容 (変更前と変更後)</translation>
    </message>
    <message>
        <source>Goes to this change in the audit log (Enter)</source>
        <translation>監査ログのこの変更に移動します (Enter)</translation>
    </message>
    <message>
        <source>It is not known any more which event of the audit log tells of this change.</source>
        <translation>この変更に対応する監査ログのイベントは、もう特定できません。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::HistoryFilterBar</name>
    <message>
        <source>&amp;From:</source>
        <translation>開始日(&amp;F):</translation>
    </message>
    <message>
        <source>&amp;Until:</source>
        <translation>終了日(&amp;U):</translation>
    </message>
    <message>
        <source>&amp;Section:</source>
        <translation>セクション(&amp;S):</translation>
    </message>
    <message>
        <source>Change&amp;d by:</source>
        <translation>変更者(&amp;D):</translation>
    </message>
    <message>
        <source>&amp;When:</source>
        <translation>期間(&amp;W):</translation>
    </message>
    <message>
        <source>All sections</source>
        <translation>すべてのセクション</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>At any time</source>
        <translation>全期間</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>過去7日間</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>過去30日間</translation>
    </message>
    <message>
        <source>From … until …</source>
        <translation>期間を指定…</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::HistoryPage</name>
    <message>
        <source>Time &amp;zone:</source>
        <translation>タイムゾーン(&amp;Z):</translation>
    </message>
    <message>
        <source>Changes, newest first</source>
        <translation>変更 (新しい順)</translation>
    </message>
    <message>
        <source>&amp;Events around it</source>
        <translation>前後のイベント(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>Change history</source>
        <translation>変更履歴</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>The change history could not be read</source>
        <translation>変更履歴を読み取れませんでした</translation>
    </message>
    <message>
        <source>Reading the change history…</source>
        <translation>変更履歴を読み込んでいます…</translation>
    </message>
    <message>
        <source>Nothing matches the filter</source>
        <translation>条件に一致する変更がありません</translation>
    </message>
    <message>
        <source>There is no change of this section, by this person, at this time.</source>
        <translation>このセクション、変更者、期間に当てはまる変更はありません。</translation>
    </message>
    <message>
        <source>C&amp;lear filter</source>
        <translation>条件をクリア(&amp;L)</translation>
    </message>
    <message>
        <source>Nothing was changed yet</source>
        <translation>まだ変更がありません</translation>
    </message>
    <message>
        <source>Every change of the settings will be listed here, with who made it and what stood there before.</source>
        <translation>設定の変更が、変更した人と変更前の内容とともにここに表示されます。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み込んでいます…</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln changes</source>
        <translation>
            <numerusform>全%Ln件の変更</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Newest %Ln changes</source>
        <translation>
            <numerusform>最新%Ln件の変更</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::HourHeatMap</name>
    <message>
        <source>%1, %2 to %3: %4</source>
        <comment>weekday, time, time, how many events</comment>
        <translation>%1 %2～%3：%4</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events</source>
        <translation>
            <numerusform>イベント%Ln件</numerusform>
        </translation>
    </message>
    <message>
        <source>No events</source>
        <translation>イベントはありません</translation>
    </message>
    <message>
        <source>Busiest: %1</source>
        <comment>hour of the week</comment>
        <translation>最多：%1</translation>
    </message>
    <message>
        <source>Events by weekday and hour, times in %1. The arrow keys move through the hours of the week.</source>
        <translation>曜日と時間帯別のイベント（時刻は%1）。矢印キーで一週間の時間帯を移動します。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpAddForm</name>
    <message>
        <source>A&amp;dd</source>
        <comment>an entry to the list</comment>
        <translation>追加(&amp;D)</translation>
    </message>
    <message>
        <source>192.0.2.0/24, 2001:db8::/32 or 192.0.2.1-192.0.2.9</source>
        <translation>192.0.2.0/24、2001:db8::/32、または192.0.2.1-192.0.2.9</translation>
    </message>
    <message>
        <source>New address, network or range</source>
        <translation>新しいアドレス、ネットワーク、または範囲</translation>
    </message>
    <message>
        <source>Memo, such as where it is</source>
        <translation>メモ (場所など)</translation>
    </message>
    <message>
        <source>Memo for the new entry</source>
        <translation>新規エントリーのメモ</translation>
    </message>
    <message>
        <source>&amp;New entry:</source>
        <translation>新規エントリー(&amp;N):</translation>
    </message>
    <message>
        <source>Type an address, a network or a range first</source>
        <translation>先にアドレス、ネットワーク、または範囲を入力してください</translation>
    </message>
    <message numerus="yes">
        <source>The list can hold only %Ln more entries.</source>
        <translation>
            <numerusform>リストに追加できるエントリーは、あと%Ln件です。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Becomes %Ln entries, which together are exactly this range.</source>
        <translation>
            <numerusform>この範囲と完全に一致する%Ln件のエントリーになります。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpEntriesPanel</name>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSVファイル (*.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>The list was written to “%1”.</source>
        <translation>リストを「%1」に書き込みました。</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <comment>lines as entries</comment>
        <translation>貼り付け(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>インポート(&amp;I)…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>エクスポート(&amp;X)…</translation>
    </message>
    <message>
        <source>Search, also by an address inside</source>
        <translation>検索 (含まれるアドレスでも可)</translation>
    </message>
    <message>
        <source>Search networks and memos, or the entries that an address is in</source>
        <translation>ネットワークとメモ、またはアドレスを含むエントリーを検索します</translation>
    </message>
    <message>
        <source>Adds what is on the clipboard: one address, network or range a line, with or without a memo</source>
        <translation>クリップボードの内容を追加します。1行にアドレス、ネットワーク、または範囲を1つ指定します。メモは省略できます</translation>
    </message>
    <message>
        <source>Reads a CSV file and shows what is in it before anything changes</source>
        <translation>CSVファイルを読み取り、変更する前に内容を表示します</translation>
    </message>
    <message>
        <source>Writes the list to a CSV file that spreadsheets open</source>
        <translation>リストを、表計算ソフトで開けるCSVファイルに書き込みます</translation>
    </message>
    <message>
        <source>There is no text on the clipboard that could become entries.</source>
        <translation>クリップボードに、エントリーにできるテキストがありません。</translation>
    </message>
    <message>
        <source>the clipboard</source>
        <comment>source of entries</comment>
        <translation>クリップボード</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <comment>the last edit</comment>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>Import addresses</source>
        <translation>アドレスのインポート</translation>
    </message>
    <message>
        <source>Export addresses</source>
        <translation>アドレスのエクスポート</translation>
    </message>
    <message>
        <source>addresses.csv</source>
        <comment>file name</comment>
        <translation>addresses.csv</translation>
    </message>
    <message>
        <source>The list was cleaned up: %1 entries went, %2 were written as they count. The same addresses are let in.</source>
        <translation>リストを整理しました: %1件のエントリーを削除し、%2件を実際の有効範囲に書き換えました。許可されるアドレスは変わりません。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>entries in the list; entries it can hold</comment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Entries in the list, and how many it can hold</source>
        <translation>リストのエントリー数と登録できる上限</translation>
    </message>
    <message>
        <source>Deletes the selected entries</source>
        <translation>選択したエントリーを削除します</translation>
    </message>
    <message>
        <source>Select the entries to delete first</source>
        <translation>先に削除するエントリーを選択してください</translation>
    </message>
    <message>
        <source>No address is listed</source>
        <translation>アドレスが登録されていません</translation>
    </message>
    <message>
        <source>Type one above, paste lines with Ctrl+V, or drop a CSV file here.</source>
        <translation>上の欄に入力するか、Ctrl+Vで行を貼り付けるか、ここにCSVファイルをドロップしてください。</translation>
    </message>
    <message>
        <source>While the mode is “allow listed”, nobody is let in by address.</source>
        <translation>モードが「一部許可」の間は、アドレスによる許可は行われません。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>No network or memo has “%1” in it.</source>
        <translation>「%1」を含むネットワークやメモはありません。</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>検索をクリア</translation>
    </message>
    <message>
        <source>Entries worth a look: %1.</source>
        <comment>list of kinds with counts</comment>
        <translation>確認が必要なエントリー: %1。</translation>
    </message>
    <message>
        <source>&amp;Clean up</source>
        <translation>整理(&amp;C)</translation>
    </message>
    <message>
        <source>Writes entries as they count and takes out those that others contain. The same addresses are let in.</source>
        <translation>エントリーを実際の有効範囲に書き換え、他のエントリーに含まれるものを削除します。許可されるアドレスは変わりません。</translation>
    </message>
    <message>
        <source>Correct the entries that are marked as wrong first</source>
        <translation>先に、誤りと表示されているエントリーを修正してください</translation>
    </message>
    <message>
        <source>D&amp;elete</source>
        <comment>the selected entries</comment>
        <translation>削除(&amp;E)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries were added from the clipboard.</source>
        <translation>
            <numerusform>クリップボードから%Ln件のエントリーを追加しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries were taken over from %1.</source>
        <translation>
            <numerusform>%1から%Ln件のエントリーを取り込みました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with host bits set</source>
        <translation>
            <numerusform>ホスト部のビットが設定されたもの%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln listed twice</source>
        <translation>
            <numerusform>重複%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln inside others</source>
        <translation>
            <numerusform>他のエントリーに含まれるもの%Ln件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpEntriesView</name>
    <message>
        <source>Addresses and networks that are let in</source>
        <translation>許可されるアドレスとネットワーク</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste as entries</source>
        <translation>エントリーとして貼り付け(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>削除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Sort by this column</source>
        <translation>この列で並べ替え(&amp;S)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpImportDialog</name>
    <message>
        <source>Show only lines that are &amp;left out</source>
        <translation>除外された行だけを表示(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Add to the list</source>
        <comment>imported entries</comment>
        <translation>リストに追加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Replace the list</source>
        <comment>by imported entries</comment>
        <translation>リストを置き換え(&amp;R)</translation>
    </message>
    <message>
        <source>Import addresses</source>
        <translation>アドレスのインポート</translation>
    </message>
    <message>
        <source>From %1: %2, %3.</source>
        <comment>source; good entries; bad lines</comment>
        <translation>%1から: %2、%3。</translation>
    </message>
    <message>
        <source>Text encoding: %1.</source>
        <translation>文字コード: %1。</translation>
    </message>
    <message>
        <source>Lines that were read</source>
        <translation>読み取った行</translation>
    </message>
    <message>
        <source>There is no line that could become an entry.</source>
        <translation>エントリーにできる行がありません。</translation>
    </message>
    <message>
        <source>The list would have %1 entries; it can hold %2.</source>
        <translation>リストのエントリーが%1件になります。登録できるのは%2件までです。</translation>
    </message>
    <message>
        <source>Nothing is in force before you apply it.</source>
        <translation>適用するまでは何も反映されません。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries can be taken over</source>
        <translation>
            <numerusform>取り込めるエントリー%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are left out</source>
        <translation>
            <numerusform>除外される行%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace by %Ln entries</source>
        <translation>
            <numerusform>%Ln件のエントリーで置き換え</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln entries</source>
        <translation>
            <numerusform>%Ln件のエントリーを追加</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %Ln entries that are in the list now go. Nothing is in force before you apply it.</source>
        <translation>
            <numerusform>現在リストにある%Ln件のエントリーは削除されます。適用するまでは何も反映されません。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpModeChooser</name>
    <message>
        <source>Every address reaches the sign-in page. The list is kept, but not looked at.</source>
        <translation>すべてのアドレスからログイン画面に到達できます。リストは保持されますが、参照されません。</translation>
    </message>
    <message>
        <source>Addresses in the list reach the sign-in page. Others are turned away, or asked for the shared user name and password while Basic authentication is on.</source>
        <translation>リストに登録されたアドレスからログイン画面に到達できます。それ以外のアドレスは拒否されます。Basic認証が有効な場合は、共有のユーザー名とパスワードが要求されます。</translation>
    </message>
    <message>
        <source>Den&amp;y all</source>
        <comment>mode of the IP address restriction</comment>
        <translation>すべて拒否(&amp;Y)</translation>
    </message>
    <message>
        <source>No address counts as listed. Everybody is turned away, or asked for the shared user name and password while Basic authentication is on.</source>
        <translation>どのアドレスも登録されているとは見なされません。すべてのアドレスが拒否されます。Basic認証が有効な場合は、共有のユーザー名とパスワードが要求されます。</translation>
    </message>
    <message>
        <source>Allow all</source>
        <comment>mode of the IP address restriction</comment>
        <translation>すべて許可</translation>
    </message>
    <message>
        <source>Allow listed</source>
        <comment>mode of the IP address restriction</comment>
        <translation>一部許可</translation>
    </message>
    <message>
        <source>Deny all</source>
        <comment>mode of the IP address restriction</comment>
        <translation>すべて拒否</translation>
    </message>
    <message>
        <source>A&amp;llow all</source>
        <comment>mode of the IP address restriction</comment>
        <translation>すべて許可(&amp;L)</translation>
    </message>
    <message>
        <source>Allow li&amp;sted</source>
        <comment>mode of the IP address restriction</comment>
        <translation>一部許可(&amp;S)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpRestrictionPage</name>
    <message>
        <source>My address</source>
        <comment>memo for the administrator&apos;s own address</comment>
        <translation>自分のアドレス</translation>
    </message>
    <message>
        <source>IP address restriction</source>
        <translation>IPアドレス制限</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IssueDialog</name>
    <message>
        <source>Issue certificates</source>
        <translation>証明書の発行</translation>
    </message>
    <message>
        <source>Profile of the file</source>
        <translation>ファイルの形式</translation>
    </message>
    <message>
        <source>What becomes of the certificate that they have</source>
        <translation>今の証明書の扱い</translation>
    </message>
    <message>
        <source>For %1.</source>
        <comment>person</comment>
        <translation>対象: %1</translation>
    </message>
    <message>
        <source>For %1 people, of whom %2 have a valid certificate.</source>
        <translation>対象: %1 人（うち %2 人は有効な証明書を持っています）</translation>
    </message>
    <message>
        <source>How long it is valid</source>
        <translation>有効期間</translation>
    </message>
    <message>
        <source>Until another day</source>
        <translation>別の日まで</translation>
    </message>
    <message>
        <source>&amp;Valid until the end of</source>
        <translation>有効期限の日(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Modern: AES-256</source>
        <comment>profile of a certificate&apos;s file</comment>
        <translation>最新(&amp;M): AES-256</translation>
    </message>
    <message>
        <source>Com&amp;patible: 3DES</source>
        <comment>profile of a certificate&apos;s file</comment>
        <translation>互換(&amp;P): 3DES</translation>
    </message>
    <message>
        <source>The file that they install</source>
        <translation>導入するファイル</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>残す(&amp;K)</translation>
    </message>
    <message>
        <source>Both work until the old one ends: time to install the new one.</source>
        <translation>古い証明書の期限まで両方使えるので、その間に新しいものを導入できます。</translation>
    </message>
    <message>
        <source>&amp;Revoke it now</source>
        <translation>今すぐ失効(&amp;R)</translation>
    </message>
    <message>
        <source>The old one is refused at once, on open connections too. Nobody gets in with it until the new one is installed.</source>
        <translation>古い証明書は、開いている接続も含めて即時に拒否されます。新しいものを導入するまで証明書では入れません。</translation>
    </message>
    <message>
        <source>The certificate that they have</source>
        <translation>今の証明書</translation>
    </message>
    <message>
        <source>&amp;Also permit this person to come in by certificate</source>
        <translation>この人が証明書で入ることも許可する(&amp;A)</translation>
    </message>
    <message>
        <source>Without the permission, nobody can be given a certificate</source>
        <translation>許可がない人には証明書を発行できません</translation>
    </message>
    <message>
        <source>Nobody of them may come in by certificate. Permit it too.</source>
        <translation>誰も証明書で入ることを許可されていません。あわせて許可してください。</translation>
    </message>
    <message numerus="yes">
        <source>For %Ln people.</source>
        <translation>
            <numerusform>対象: %Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln years</source>
        <translation>
            <numerusform>%Ln 年</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The day ends by the clock of %1. At most %Ln years.</source>
        <translation>
            <numerusform>この日の終わりまで有効です（%1）。最長 %Ln 年です。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Also permit the %Ln people who may not come in by certificate</source>
        <translation>
            <numerusform>許可のない %Ln 人も証明書で入ることを許可する(&amp;A)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln certificates can be issued at once. Select fewer people.</source>
        <translation>
            <numerusform>一度に発行できるのは最大 %Ln 件です。選択を減らしてください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Issue %Ln certificates</source>
        <translation>
            <numerusform>%Ln 件発行(&amp;I)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln certificates are issued.</source>
        <translation>
            <numerusform>%Ln 件中 %1 件を発行しました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LastDayCard</name>
    <message>
        <source>Last 24 hours</source>
        <translation>過去24時間</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>監査ログ</translation>
    </message>
    <message>
        <source>All events, with everything that is known of each</source>
        <translation>すべてのイベントとその詳細</translation>
    </message>
    <message>
        <source>What failed in the last 24 hours, the most frequent first</source>
        <translation>過去24時間の失敗、多い順</translation>
    </message>
    <message>
        <source>Nothing failed in these 24 hours</source>
        <translation>この24時間に失敗はありません</translation>
    </message>
    <message>
        <source>What failed, the most frequent first</source>
        <translation>失敗（多い順）</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LevelLegend</name>
    <message>
        <source>%1 %2</source>
        <comment>level of events, and how many there are</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LiveBar</name>
    <message>
        <source>Not live</source>
        <translation>ライブ更新停止</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>接続しています…</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>再開(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>Lets in what has come meanwhile, and what follows</source>
        <translation>その間に届いたイベントと、以後のイベントを表示します</translation>
    </message>
    <message>
        <source>Lets the list stand still</source>
        <translation>一覧の更新を止めます</translation>
    </message>
    <message numerus="yes">
        <source>Paused: %Ln new events are waiting</source>
        <translation>
            <numerusform>一時停止中: 新しいイベント%Ln件が待機中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reconnecting in %Ln s</source>
        <translation>
            <numerusform>%Ln秒後に再接続</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LivePageCard</name>
    <message>
        <source>Every site can show this page in a frame.</source>
        <translation>どのサイトもこのページをフレームに表示できます。</translation>
    </message>
    <message>
        <source>These sites and no others can show this page in a frame: %1.</source>
        <translation>次のサイトだけがこのページをフレームに表示できます: %1。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between origins</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Only the tenant’s own pages can show this page in a frame.</source>
        <translation>テナント自身のページだけがこのページをフレームに表示できます。</translation>
    </message>
    <message>
        <source>No page at all can show this page in a frame.</source>
        <translation>どのページもこのページをフレームに表示できません。</translation>
    </message>
    <message>
        <source>The live page</source>
        <translation>実際のページ</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>テスト(&amp;T)</translation>
    </message>
    <message>
        <source>Fetches the sign-in page as a browser gets it now. What you have edited is not in it before it is applied.</source>
        <translation>いまブラウザーが受け取るログイン画面を取得します。編集した内容は適用するまで含まれません。</translation>
    </message>
    <message>
        <source>Fetches the sign-in page as a browser gets it now, and shows the headers by which browsers decide.</source>
        <translation>いまブラウザーが受け取るログイン画面を取得し、ブラウザーが判断に使うヘッダーを表示します。</translation>
    </message>
    <message>
        <source>The page is being fetched.</source>
        <translation>ページを取得しています。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>%1 That is what is saved.</source>
        <comment>sentence</comment>
        <translation>%1 保存されている設定のとおりです。</translation>
    </message>
    <message>
        <source>%1 That is not what is saved: something between this console and the platform changes the headers.</source>
        <comment>sentence</comment>
        <translation>%1 保存されている設定と異なります。このコンソールとプラットフォームの間で何かがヘッダーを変更しています。</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>送られていません</translation>
    </message>
    <message>
        <source>For old browsers; others go by the line above</source>
        <translation>古いブラウザー用です。他のブラウザーは上の行に従います</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>%1, at %2</source>
        <comment>HTTP status, time</comment>
        <translation>%1、%2</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LocalPanel</name>
    <message>
        <source>Looking for a local platform that is running…</source>
        <translation>実行中のローカルプラットフォームを探しています…</translation>
    </message>
    <message>
        <source>Starting the local platform. The first time takes a few seconds: its authority, people and audit log are made.</source>
        <translation>ローカルプラットフォームを起動しています。初回は、認証局、ユーザー、監査ログを作成するため、数秒かかります。</translation>
    </message>
    <message>
        <source>Joining the local platform…</source>
        <translation>ローカルプラットフォームに接続しています…</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>ログインしています…</translation>
    </message>
    <message>
        <source>&amp;Open local platform</source>
        <translation>ローカルプラットフォームを開く(&amp;O)</translation>
    </message>
    <message>
        <source>Local platform</source>
        <translation>ローカルプラットフォーム</translation>
    </message>
    <message>
        <source>A complete platform that runs on this computer and is reached from it only, with a tenant called “demo”: people, services and an audit log to try everything on. It is started when needed and stops when the last console has left it. What you change there stays.</source>
        <translation>このコンピューター上で動作し、このコンピューターからだけ接続できる完全なプラットフォームです。テナント「demo」には、すべての機能を試すためのユーザー、サービス、監査ログが用意されています。必要なときに起動し、最後のコンソールが切断すると停止します。変更した内容は保持されます。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LockDeskPage</name>
    <message>
        <source>&amp;Unlock…</source>
        <translation>ロックを解除…(&amp;U)</translation>
    </message>
    <message>
        <source>Locked accounts, the latest first</source>
        <translation>ロック中のアカウント（新しい順）</translation>
    </message>
    <message>
        <source>Lock desk</source>
        <translation>ロック解除窓口</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>Nobody is locked out</source>
        <translation>ロックされているユーザーはいません</translation>
    </message>
    <message>
        <source>Whoever is locked by wrong passwords will be listed here, with since when, from which addresses and until when.</source>
        <translation>誤ったパスワードでロックされたユーザーが、開始時刻・接続元・終了時刻とともにここに表示されます。</translation>
    </message>
    <message>
        <source>It could not be read who is locked</source>
        <translation>ロック中のユーザーを読み込めませんでした</translation>
    </message>
    <message>
        <source>Reading who is locked…</source>
        <translation>ロック中のユーザーを読み込んでいます…</translation>
    </message>
    <message>
        <source>Asks for a reason, and lets the selected people sign in again</source>
        <translation>理由を確認し、選択したユーザーが再びログインできるようにします</translation>
    </message>
    <message>
        <source>Select one or many first</source>
        <translation>先にユーザーを選択してください</translation>
    </message>
    <message numerus="yes">
        <source>%Ln accounts are locked, as of %1. Asked anew every 30 seconds.</source>
        <translation>
            <numerusform>%1現在、%Ln件のアカウントがロックされています。30秒ごとに更新します。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The latest %Ln are listed.</source>
        <translation>
            <numerusform>新しい順に%Ln件を表示しています。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogActions</name>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy as CS&amp;V</source>
        <translation>CSVとしてコピー(&amp;S)</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>JSONとしてコピー(&amp;J)</translation>
    </message>
    <message>
        <source>Co&amp;py the cell</source>
        <translation>セルをコピー(&amp;P)</translation>
    </message>
    <message>
        <source>Choose &amp;all</source>
        <translation>すべて選択(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Only this</source>
        <translation>これだけ表示(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Not this</source>
        <translation>これを除外(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;10 minutes around this</source>
        <translation>この前後10分(&amp;1)</translation>
    </message>
    <message>
        <source>&amp;Everything 10 minutes around this</source>
        <translation>この前後10分のすべて(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Sort by this column</source>
        <translation>この列で並べ替え(&amp;S)</translation>
    </message>
    <message>
        <source>Move column to the &amp;left</source>
        <translation>列を左へ移動(&amp;L)</translation>
    </message>
    <message>
        <source>Move column to the &amp;right</source>
        <translation>列を右へ移動(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Wider</source>
        <translation>広くする(&amp;W)</translation>
    </message>
    <message>
        <source>Narro&amp;wer</source>
        <translation>狭くする(&amp;N)</translation>
    </message>
    <message>
        <source>Columns as at &amp;first</source>
        <translation>列を初期状態に戻す(&amp;F)</translation>
    </message>
    <message>
        <source>A filter cannot name this column.</source>
        <translation>この列はフィルターで指定できません。</translation>
    </message>
    <message>
        <source>The event has no time that could be read.</source>
        <translation>このイベントには読み取れる日時がありません。</translation>
    </message>
    <message>
        <source>&amp;Only %1: %2</source>
        <comment>a column and what stands in it</comment>
        <translation>%1が「%2」だけ表示(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Not %1: %2</source>
        <comment>a column and what stands in it</comment>
        <translation>%1が「%2」を除外(&amp;N)</translation>
    </message>
    <message>
        <source>Col&amp;umns</source>
        <translation>列(&amp;U)</translation>
    </message>
    <message>
        <source>One column has to stay.</source>
        <translation>列は少なくとも1つ必要です。</translation>
    </message>
    <message>
        <source>Copy events</source>
        <translation>イベントをコピー</translation>
    </message>
    <message>
        <source>%1 events are chosen, which is too much for the clipboard.</source>
        <translation>%1件のイベントが選択されています。クリップボードには多すぎます。</translation>
    </message>
    <message>
        <source>A file takes all of them, whatever their number.</source>
        <translation>ファイルなら件数に関係なくすべて保存できます。</translation>
    </message>
    <message>
        <source>&amp;Export to a file…</source>
        <translation>ファイルにエクスポート(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Copy the first %1</source>
        <translation>最初の%1件をコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogDetails</name>
    <message>
        <source>Choose an event to see all of it.</source>
        <translation>イベントを選ぶと、すべての内容が表示されます。</translation>
    </message>
    <message>
        <source>&amp;Copy event</source>
        <translation>イベントをコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Characters that are not shown here: %1. “Copy event” copies them, too.</source>
        <translation>ここに表示していない文字数: %1。「イベントをコピー」ではすべてコピーされます。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogNotices</name>
    <message>
        <source>Everything was read anew: %1</source>
        <comment>what has happened to a file</comment>
        <translation>すべて読み直しました: %1</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>隠す(&amp;H)</translation>
    </message>
    <message>
        <source>Reading was stopped. What is shown is not the whole log.</source>
        <translation>読み取りを中止しました。表示されているのはログの一部です。</translation>
    </message>
    <message>
        <source>Read the &amp;rest</source>
        <translation>残りを読む(&amp;R)</translation>
    </message>
    <message>
        <source>Show the &amp;list</source>
        <translation>一覧を表示(&amp;L)</translation>
    </message>
    <message>
        <source>Which column is which in “%1” is a guess.</source>
        <translation>「%1」のどの列が何かは推測です。</translation>
    </message>
    <message>
        <source>Say &amp;what they are…</source>
        <translation>何の列かを指定(&amp;W)…</translation>
    </message>
    <message>
        <source>The times in the file name no zone. They are read as those of %1.</source>
        <comment>time zone</comment>
        <translation>ファイルの日時にはタイムゾーンがありません。%1の日時として読んでいます。</translation>
    </message>
    <message>
        <source>&amp;Another zone…</source>
        <translation>別のタイムゾーン(&amp;A)…</translation>
    </message>
    <message>
        <source>Read a&amp;gain</source>
        <translation>もう一度読み取る(&amp;G)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogPanel</name>
    <message>
        <source>&amp;Event</source>
        <translation>イベント(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Figures</source>
        <translation>集計(&amp;F)</translation>
    </message>
    <message>
        <source>Events cannot be put in order by “%1”.</source>
        <translation>イベントを「%1」で並べ替えることはできません。</translation>
    </message>
    <message>
        <source>&amp;Understood</source>
        <translation>了解(&amp;U)</translation>
    </message>
    <message>
        <source>Copying: %1 %</source>
        <translation>コピー中: %1 %</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Go to time…</source>
        <translation>日時へ移動(&amp;G)…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>エクスポート(&amp;X)…</translation>
    </message>
    <message>
        <source>Take &amp;offline…</source>
        <translation>オフラインで見る(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>The log could not be read</source>
        <translation>ログを読み取れませんでした</translation>
    </message>
    <message>
        <source>Reading the log…</source>
        <translation>ログを読み込んでいます…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>Events appear as soon as they are found.</source>
        <translation>見つかったイベントから順に表示されます。</translation>
    </message>
    <message>
        <source>No event matches the filter</source>
        <translation>フィルターに一致するイベントはありません</translation>
    </message>
    <message>
        <source>Show &amp;all events</source>
        <translation>すべてのイベントを表示(&amp;L)</translation>
    </message>
    <message>
        <source>Without “%1” there would be some.</source>
        <translation>「%1」を外すと該当するイベントがあります。</translation>
    </message>
    <message>
        <source>&amp;Drop this condition</source>
        <translation>この条件を外す(&amp;D)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogSidePanel</name>
    <message>
        <source>Figures</source>
        <translation>集計</translation>
    </message>
    <message>
        <source>Hours of the week</source>
        <translation>曜日と時間帯</translation>
    </message>
    <message>
        <source>Most frequent users</source>
        <translation>多いユーザー</translation>
    </message>
    <message>
        <source>Most frequent addresses</source>
        <translation>多いアドレス</translation>
    </message>
    <message>
        <source>Most frequent actions</source>
        <translation>多いアクション</translation>
    </message>
    <message>
        <source>None</source>
        <translation>ありません</translation>
    </message>
    <message>
        <source>Counting goes on; these figures are of what was counted so far.</source>
        <translation>集計中です。ここまでに数えた分の数字です。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogSummaryPanel</name>
    <message>
        <source>Counting…</source>
        <translation>集計中…</translation>
    </message>
    <message>
        <source>Back to the span before</source>
        <translation>前の期間に戻る</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>All times</source>
        <translation>全期間</translation>
    </message>
    <message>
        <source>There was no other span before</source>
        <translation>前の期間はありません</translation>
    </message>
    <message>
        <source>All times are shown already</source>
        <translation>すでに全期間を表示しています</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogView</name>
    <message>
        <source>On its way</source>
        <translation>読み込み中</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Goes up to the newest event</source>
        <translation>最新のイベントまで移動します</translation>
    </message>
    <message numerus="yes">
        <source>%Ln &amp;new events</source>
        <translation>
            <numerusform>新しいイベント%Ln件(&amp;N)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogWindow</name>
    <message>
        <source>There is no event in this log</source>
        <translation>このログにイベントはありません</translation>
    </message>
    <message>
        <source>The files hold no row that could be read.</source>
        <translation>読み取れる行がファイルにありません。</translation>
    </message>
    <message>
        <source>Reading the files</source>
        <translation>ファイルを読み取り中</translation>
    </message>
    <message>
        <source>S&amp;top reading</source>
        <translation>読み取りを中止(&amp;T)</translation>
    </message>
    <message>
        <source>Add files to this log</source>
        <translation>このログにファイルを追加</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>ログファイル</translation>
    </message>
    <message>
        <source>%1 – Sekimori</source>
        <comment>file</comment>
        <translation>%1 – Sekimori</translation>
    </message>
    <message>
        <source>-filtered</source>
        <comment>behind the name of a file</comment>
        <translation>-抽出</translation>
    </message>
    <message>
        <source>Key of the log</source>
        <translation>ログの鍵</translation>
    </message>
    <message>
        <source>Keys (*.pem)</source>
        <translation>鍵 (*.pem)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <comment>file; files</comment>
        <translation>
            <numerusform>%1 ほか%Ln件</numerusform>
        </translation>
    </message>
    <message>
        <source>Checkpoints of the log</source>
        <translation>ログのチェックポイント</translation>
    </message>
    <message>
        <source>Mails and checkpoints (*.eml *.ndjson *.txt)</source>
        <translation>メールとチェックポイント (*.eml *.ndjson *.txt)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogWindows</name>
    <message>
        <source>Open log files</source>
        <translation>ログファイルを開く</translation>
    </message>
    <message>
        <source>Log files (%1)</source>
        <comment>kinds of files</comment>
        <translation>ログファイル (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LoginPagePage</name>
    <message>
        <source>&amp;Title</source>
        <translation>タイトル(&amp;T)</translation>
    </message>
    <message>
        <source>Stands above the form. Empty: the tenant’s name.</source>
        <translation>フォームの上に表示されます。空の場合はテナントの名前です。</translation>
    </message>
    <message>
        <source>In &amp;English</source>
        <translation>英語(&amp;E)</translation>
    </message>
    <message>
        <source>In &amp;Japanese</source>
        <translation>日本語(&amp;J)</translation>
    </message>
    <message>
        <source>In Trad&amp;itional Chinese</source>
        <translation>繁体字中国語(&amp;I)</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Message on a failed sign-in</source>
        <translation>ログイン失敗時のメッセージ</translation>
    </message>
    <message>
        <source>In place of the platform’s own words, which stand in the fields in grey: for example whom to call. Say nothing here that strangers should not know.</source>
        <translation>プラットフォームの文（欄に灰色で表示）の代わりに表示します。たとえば連絡先です。部外者に知られてはならないことは書かないでください。</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>Drawn by this console by the measures of the page, with what is edited. Browsers may have another font.</source>
        <translation>編集中の内容を、ページと同じ寸法でこのコンソールが描いたものです。ブラウザーでは別のフォントになることがあります。</translation>
    </message>
    <message>
        <source>Login page</source>
        <translation>ログイン画面</translation>
    </message>
    <message>
        <source>Stands above the form. Empty: the tenant’s name, “%1”.</source>
        <translation>フォームの上に表示されます。空の場合はテナントの名前「%1」です。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::MainWindow</name>
    <message>
        <source>&amp;Apply</source>
        <translation>適用(&amp;A)</translation>
    </message>
    <message>
        <source>Edits that are not applied</source>
        <translation>未適用の編集内容</translation>
    </message>
    <message>
        <source>What you have edited is not in force yet.</source>
        <translation>編集内容はまだ反映されていません。</translation>
    </message>
    <message>
        <source>Apply it before you leave, or discard it. Nothing of it is kept elsewhere.</source>
        <translation>終了する前に、適用するか破棄してください。編集内容は他の場所には保存されていません。</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>破棄(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Stay here</source>
        <translation>このまま編集(&amp;S)</translation>
    </message>
    <message>
        <source>About Sekimori</source>
        <translation>Sekimoriについて</translation>
    </message>
    <message>
        <source>Sekimori %1</source>
        <translation>Sekimori %1</translation>
    </message>
    <message>
        <source>The keeper of a checkpoint on an old road: who comes in, by which rule, and what was written down about it.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>昔の街道で関所を守った人のことです。誰を、どの決まりで通し、何を書き留めたのかを管理します。

GNU General Public Licenseバージョン3以降に基づくフリーソフトウェアです。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>%1[*] – Sekimori</source>
        <comment>tenant; [*] marks edits</comment>
        <translation>%1[*] – Sekimori</translation>
    </message>
    <message>
        <source>Your password was changed. Your other sessions have ended.</source>
        <translation>パスワードを変更しました。ほかのセッションは終了しました。</translation>
    </message>
    <message>
        <source>In this tenant only administrators change passwords. Ask one of them.</source>
        <translation>このテナントでは、パスワードを変更できるのは管理者だけです。管理者に依頼してください。</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>このコンピューター</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::MinutesField</name>
    <message>
        <source>minutes</source>
        <comment>unit of a length of time</comment>
        <translation>分</translation>
    </message>
    <message>
        <source>hours</source>
        <comment>unit of a length of time</comment>
        <translation>時間</translation>
    </message>
    <message>
        <source>days</source>
        <comment>unit of a length of time</comment>
        <translation>日</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>単位</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>%1, edited, not applied yet</source>
        <translation>%1、編集あり、未適用</translation>
    </message>
    <message>
        <source>Edited, not applied yet</source>
        <translation>編集あり、未適用</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::OpenSessionsPanel</name>
    <message>
        <source>Open sessions</source>
        <translation>開いているセッション</translation>
    </message>
    <message>
        <source>Sign out &amp;everywhere…</source>
        <translation>すべての場所からログアウト…(&amp;E)</translation>
    </message>
    <message>
        <source>Sign out my &amp;other sessions…</source>
        <translation>自分のほかのセッションをログアウト…(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み込んでいます…</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>プラットフォームに問い合わせています。</translation>
    </message>
    <message>
        <source>Ends every session of the selected person, automatic sign-ins too</source>
        <translation>選択したユーザーのすべてのセッションと自動ログインを終了します</translation>
    </message>
    <message>
        <source>Select a session of the person first</source>
        <translation>先にそのユーザーのセッションを選択してください</translation>
    </message>
    <message>
        <source>Ends every session of yours but this one, automatic sign-ins too</source>
        <translation>このセッション以外の自分のセッションと自動ログインをすべて終了します</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>すべてログアウト</translation>
    </message>
    <message>
        <source>Sign %1 out everywhere?</source>
        <translation>%1をすべての場所からログアウトしますか？</translation>
    </message>
    <message>
        <source>Every session ends at once, in browsers and consoles, and every automatic sign-in. What is not saved there is lost. The password stays as it is.</source>
        <translation>ブラウザーとコンソールのすべてのセッション、およびすべての自動ログインが直ちに終了します。保存していない内容は失われます。パスワードは変わりません。</translation>
    </message>
    <message>
        <source>&amp;Sign out</source>
        <translation>ログアウト(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>%1 is signed out everywhere.</source>
        <translation>%1をすべての場所からログアウトしました。</translation>
    </message>
    <message>
        <source>Sign out my other sessions</source>
        <translation>自分のほかのセッションをログアウト</translation>
    </message>
    <message>
        <source>Sign yourself out everywhere but here?</source>
        <translation>ここ以外のすべての場所からログアウトしますか？</translation>
    </message>
    <message>
        <source>This window stays signed in. Sessions in browsers and other consoles end at once, and every automatic sign-in.</source>
        <translation>このウィンドウはログインしたままです。ブラウザーやほかのコンソールのセッションと、すべての自動ログインが直ちに終了します。</translation>
    </message>
    <message>
        <source>You are signed out everywhere but here.</source>
        <translation>ここ以外のすべての場所からログアウトしました。</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln sessions, as of %1</source>
        <translation>
            <numerusform>%1現在、全%Ln件のセッション</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln sessions, as of %1</source>
        <translation>
            <numerusform>%1現在、最初の%Ln件のセッション</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::OriginsPanel</name>
    <message>
        <source>Ne&amp;w origin</source>
        <translation>新しいオリジン(&amp;W)</translation>
    </message>
    <message>
        <source>An address as it begins in a browser: https://portal.example.com. Of a longer one the beginning is taken.</source>
        <translation>ブラウザーのアドレスの先頭部分（https://portal.example.com）です。長いアドレスは先頭だけを使います。</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>追加(&amp;D)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>削除(&amp;M)</translation>
    </message>
    <message>
        <source>Origins that may show the pages in a frame</source>
        <translation>ページをフレームに表示できるオリジン</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>削除(&amp;D)</translation>
    </message>
    <message>
        <source>Type an origin first.</source>
        <translation>先にオリジンを入力してください。</translation>
    </message>
    <message>
        <source>More than %1 origins cannot be listed.</source>
        <translation>オリジンは%1件までしか登録できません。</translation>
    </message>
    <message>
        <source>No origin is listed yet, so nobody but the tenant’s own pages could show them in a frame.</source>
        <translation>オリジンが登録されていないため、テナント自身のページしかフレームに表示できません。</translation>
    </message>
    <message>
        <source>Select the origins to be removed.</source>
        <translation>削除するオリジンを選択してください。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Asking the platform…</source>
        <translation>プラットフォームに問い合わせています…</translation>
    </message>
    <message>
        <source>The settings have not come yet.</source>
        <translation>設定はまだ届いていません。</translation>
    </message>
    <message>
        <source>Somebody has changed settings since these were loaded. Apply or revert your edits to see them.</source>
        <translation>読み込んだ後に誰かが設定を変更しました。編集を適用するか元に戻すと表示されます。</translation>
    </message>
    <message>
        <source>As of %1, asked anew every minute</source>
        <translation>%1現在、毎分更新</translation>
    </message>
    <message>
        <source>This is how things stood at %1. %2</source>
        <comment>time, why there is nothing newer</comment>
        <translation>%1時点の状況です。%2</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::OwnAddressPanel</name>
    <message>
        <source>Add &amp;my address</source>
        <translation>自分のアドレスを追加(&amp;M)</translation>
    </message>
    <message>
        <source>You are at %1. You would get in: %2</source>
        <translation>現在のアドレスは%1です。接続できます: %2</translation>
    </message>
    <message>
        <source>You are at %1. You would get in only with the shared user name and password: %2</source>
        <translation>現在のアドレスは%1です。共有のユーザー名とパスワードがある場合だけ接続できます: %2</translation>
    </message>
    <message>
        <source>You are at %1. You would NOT get in: %2</source>
        <translation>現在のアドレスは%1です。接続できません: %2</translation>
    </message>
    <message>
        <source>“Allow all” lets every address in.</source>
        <translation>「すべて許可」では、すべてのアドレスが許可されます。</translation>
    </message>
    <message>
        <source>entry %1, %2, lists your address.</source>
        <translation>エントリー%1の%2に、このアドレスが含まれています。</translation>
    </message>
    <message>
        <source>entry %1, %2 “%3”, lists your address.</source>
        <translation>エントリー%1の%2「%3」に、このアドレスが含まれています。</translation>
    </message>
    <message>
        <source>“Deny all” lets no address in.</source>
        <translation>「すべて拒否」では、どのアドレスも許可されません。</translation>
    </message>
    <message>
        <source>no entry lists your address.</source>
        <translation>このアドレスを含むエントリーがありません。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PaceFields</name>
    <message>
        <source>When mail is sent: %1</source>
        <comment>level or rule</comment>
        <translation>メールの送信間隔: %1</translation>
    </message>
    <message>
        <source>At once, or with all events of a whole quarter of an hour, hour or day by the tenant’s clock</source>
        <translation>即時、またはテナントの時刻で15分・1時間・1日ごとにまとめて</translation>
    </message>
    <message>
        <source>Mails in an hour at most: %1</source>
        <comment>level or rule</comment>
        <translation>1時間あたりの最大通数: %1</translation>
    </message>
    <message>
        <source>What is held back is counted, and told in the next mail</source>
        <translation>保留された通数は、次のメールで知らされます</translation>
    </message>
    <message>
        <source>at most </source>
        <comment>in front of a number of mails</comment>
        <translation>1時間に最大</translation>
    </message>
    <message>
        <source> mails an hour</source>
        <comment>behind a number</comment>
        <translation>通</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PageImageField</name>
    <message>
        <source>&amp;Choose…</source>
        <translation>選択(&amp;C)…</translation>
    </message>
    <message>
        <source>Pa&amp;ste</source>
        <translation>貼り付け(&amp;S)</translation>
    </message>
    <message>
        <source>Cro&amp;p…</source>
        <translation>切り抜き(&amp;P)…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>削除(&amp;M)</translation>
    </message>
    <message>
        <source>Choose an image</source>
        <translation>画像を選択</translation>
    </message>
    <message>
        <source>Images (%1)</source>
        <translation>画像 (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>There is no image in the clipboard. Copy one first, or a file that holds one.</source>
        <translation>クリップボードに画像がありません。先に画像か画像ファイルをコピーしてください。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>The image is being opened…</source>
        <translation>画像を開いています…</translation>
    </message>
    <message>
        <source>The image is being brought to the platform…</source>
        <translation>画像をプラットフォームへ送信しています…</translation>
    </message>
    <message>
        <source>No image. Drop one here, paste it or choose a file: GIF, JPEG, PNG, BMP or WebP, up to 5 MB. Wider than 2,048 pixels it is scaled down.</source>
        <translation>画像はありません。ここにドロップするか、貼り付けるか、ファイルを選択してください（GIF、JPEG、PNG、BMP、WebP、5 MBまで）。幅が2,048ピクセルを超えると縮小されます。</translation>
    </message>
    <message>
        <source>There is no image on the page.</source>
        <translation>ページに画像はありません。</translation>
    </message>
    <message>
        <source>The image is being fetched…</source>
        <translation>画像を取得しています…</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3</source>
        <comment>width, height, size of the file</comment>
        <translation>%1 × %2ピクセル、%3</translation>
    </message>
    <message>
        <source>An image is on its way already.</source>
        <translation>画像を処理中です。</translation>
    </message>
    <message>
        <source>There is no image in the clipboard.</source>
        <translation>クリップボードに画像がありません。</translation>
    </message>
    <message>
        <source>There is no image to be cropped.</source>
        <translation>切り抜く画像がありません。</translation>
    </message>
    <message>
        <source>There is no image to be removed.</source>
        <translation>削除する画像がありません。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PageStack</name>
    <message>
        <source>Loading the settings…</source>
        <translation>設定を読み込んでいます…</translation>
    </message>
    <message>
        <source>The platform is being asked what is in force.</source>
        <translation>現在有効な設定をプラットフォームに問い合わせています。</translation>
    </message>
    <message>
        <source>The settings could not be loaded</source>
        <translation>設定を読み込めませんでした</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordChangeDialog</name>
    <message>
        <source>&amp;Present password</source>
        <translation>現在のパスワード(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>新しいパスワード(&amp;N)</translation>
    </message>
    <message>
        <source>New password &amp;again</source>
        <translation>新しいパスワード（確認）(&amp;A)</translation>
    </message>
    <message>
        <source>The password of %1 has expired. Choose another to sign in with; the next time it is the one to enter.</source>
        <translation>%1のパスワードは有効期間が切れています。ログインに使う別のパスワードを設定してください。次回からはそのパスワードを入力します。</translation>
    </message>
    <message>
        <source>The password of %1 has to be changed before it can be used. Choose another to sign in with; the next time it is the one to enter.</source>
        <translation>%1のパスワードは、使う前に変更が必要です。ログインに使う別のパスワードを設定してください。次回からはそのパスワードを入力します。</translation>
    </message>
    <message>
        <source>Choose another password</source>
        <translation>別のパスワードを設定</translation>
    </message>
    <message>
        <source>Change and &amp;sign in</source>
        <translation>変更してログイン(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>パスワードを変更</translation>
    </message>
    <message>
        <source>Of %1, for this tenant. Your other sessions and automatic sign-ins end.</source>
        <translation>このテナントでの%1のパスワードです。ほかのセッションと自動ログインは終了します。</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>変更(&amp;C)</translation>
    </message>
    <message>
        <source>%1 Whether the password was changed is not known: try the new one first.</source>
        <comment>why there is no answer</comment>
        <translation>%1 パスワードが変更されたかどうかは不明です。先に新しいパスワードを試してください。</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>試行しています…</translation>
    </message>
    <message>
        <source>This is not the same password.</source>
        <translation>パスワードが一致しません。</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>プラットフォームに問い合わせています。</translation>
    </message>
    <message>
        <source>Enter your present password first.</source>
        <translation>先に現在のパスワードを入力してください。</translation>
    </message>
    <message>
        <source>Enter a new password first.</source>
        <translation>先に新しいパスワードを入力してください。</translation>
    </message>
    <message>
        <source>The new password does not meet the rules yet.</source>
        <translation>新しいパスワードがまだ条件を満たしていません。</translation>
    </message>
    <message>
        <source>Enter the new password a second time first.</source>
        <translation>新しいパスワードをもう一度入力してください。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordEntry</name>
    <message>
        <source>Generate</source>
        <comment>a random password</comment>
        <translation>生成</translation>
    </message>
    <message>
        <source>Copy</source>
        <comment>the password entered, to the clipboard</comment>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Enter a password</source>
        <translation>パスワードを入力</translation>
    </message>
    <message>
        <source>Enters a random password of 20 characters and shows it, so that you can pass it on</source>
        <translation>20文字のランダムなパスワードを入力して表示します。そのまま本人に伝えられます</translation>
    </message>
    <message>
        <source>Hide what is entered</source>
        <translation>入力内容を隠す</translation>
    </message>
    <message>
        <source>Show what is entered</source>
        <translation>入力内容を表示</translation>
    </message>
    <message>
        <source>Enter or generate a password first</source>
        <translation>先にパスワードを入力するか生成してください</translation>
    </message>
    <message>
        <source>Copies the password that is entered here to the clipboard</source>
        <translation>ここに入力されたパスワードをクリップボードにコピーします</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordImpactCard</name>
    <message>
        <source>Who has to change it</source>
        <translation>変更が必要なユーザー</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>Length, complexity and the reuse limit count from the next change on: the platform keeps hashes, and cannot see whether a password meets a new rule.</source>
        <translation>文字数、複雑さ、再利用の制限は次の変更から適用されます。プラットフォームが保持するのはハッシュだけなので、今のパスワードが新しい条件を満たすかどうかは分かりません。</translation>
    </message>
    <message>
        <source>Asking the platform…</source>
        <translation>プラットフォームに問い合わせています…</translation>
    </message>
    <message>
        <source>An answer is on its way</source>
        <translation>応答を待っています</translation>
    </message>
    <message numerus="yes">
        <source>Whether the passwords of %Ln people meet the stricter rules is not known.</source>
        <translation>
            <numerusform>%Ln人のパスワードは、より厳しい条件を満たすかどうか分かりません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>within %Ln days</source>
        <translation>
            <numerusform>%Ln日以内</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 people have to choose another password when they sign in next.</source>
        <translation>
            <numerusform>%1人のうち%Ln人が、次回ログイン時に別のパスワードを設定する必要があります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Once applied, %Ln of %1 people have to choose another password when they sign in next.</source>
        <translation>
            <numerusform>適用すると、%1人のうち%Ln人が次回ログイン時に別のパスワードを設定する必要があります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of %Ln people has to choose another password now.</source>
        <translation>
            <numerusform>%Ln人のうち、今すぐ別のパスワードを設定する必要のあるユーザーはいません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Once applied, none of %Ln people has to choose another password at once.</source>
        <translation>
            <numerusform>適用しても、%Ln人のうち、すぐに別のパスワードを設定する必要のあるユーザーはいません。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordPolicyForm</name>
    <message>
        <source>Minimum length for &amp;users</source>
        <translation>ユーザーの最低文字数(&amp;U)</translation>
    </message>
    <message>
        <source>%1 to %2 characters. Auditors are users too.</source>
        <translation>%1～%2文字。監査者にも適用されます。</translation>
    </message>
    <message>
        <source>Minimum length for a&amp;dministrators</source>
        <translation>管理者の最低文字数(&amp;D)</translation>
    </message>
    <message>
        <source>They can change everything, so theirs should be longer.</source>
        <translation>すべてを変更できるため、より長くすることをお勧めします。</translation>
    </message>
    <message>
        <source>&amp;Complexity</source>
        <translation>複雑さ(&amp;C)</translation>
    </message>
    <message>
        <source>Letters and digits of any script count.</source>
        <translation>どの言語の文字や数字でも構いません。</translation>
    </message>
    <message>
        <source>Password reuse &amp;limit</source>
        <translation>パスワード再利用の制限回数(&amp;L)</translation>
    </message>
    <message>
        <source>So many of the last passwords, the present one included, cannot be chosen again: %1 to %2.</source>
        <translation>現在のものを含め、直近のこの数のパスワードは再び設定できません（%1～%2）。</translation>
    </message>
    <message>
        <source>Passwords &amp;expire after</source>
        <translation>パスワードの有効期間(&amp;E)</translation>
    </message>
    <message>
        <source>Counted from the last change. People are warned from %1 days before, and choose another when they sign in after it.</source>
        <translation>最後の変更から数えます。%1日前から警告し、期限後のログイン時に別のパスワードを設定します。</translation>
    </message>
    <message>
        <source>The login &amp;name may be the password</source>
        <translation>ログイン名と同じパスワードを許可する(&amp;N)</translation>
    </message>
    <message>
        <source>The login name may be the password.</source>
        <translation>ログイン名と同じパスワードを設定できます。</translation>
    </message>
    <message>
        <source>The login name may not be the password.</source>
        <translation>ログイン名と同じパスワードは設定できません。</translation>
    </message>
    <message>
        <source>Users may chan&amp;ge their password themselves</source>
        <translation>ユーザーが自分のパスワードを変更できる(&amp;G)</translation>
    </message>
    <message>
        <source>Users may change their password themselves.</source>
        <translation>ユーザーは自分のパスワードを変更できます。</translation>
    </message>
    <message>
        <source>Only administrators may change passwords.</source>
        <translation>パスワードを変更できるのは管理者だけです。</translation>
    </message>
    <message>
        <source>Administrators always may. Whoever has to choose another when signing in always can.</source>
        <translation>管理者はいつでも変更できます。ログイン時に変更が必要な場合は、誰でも変更できます。</translation>
    </message>
    <message>
        <source>A password set by an administrator &amp;must be changed at the next sign-in</source>
        <translation>管理者が設定したパスワードは、次回ログイン時に変更が必要(&amp;M)</translation>
    </message>
    <message>
        <source>A password set by an administrator must be changed at the next sign-in.</source>
        <translation>管理者が設定したパスワードは、次回ログイン時に変更する必要があります。</translation>
    </message>
    <message>
        <source>A password set by an administrator may be kept.</source>
        <translation>管理者が設定したパスワードは、そのまま使えます。</translation>
    </message>
    <message>
        <source>One that breaks these rules must be changed in any case.</source>
        <translation>これらの条件を満たさないパスワードは、必ず変更が必要です。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordPolicyPage</name>
    <message>
        <source>Password policy</source>
        <translation>パスワードポリシー</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordRuleList</name>
    <message>
        <source>met: %1</source>
        <comment>rule</comment>
        <translation>適合: %1</translation>
    </message>
    <message>
        <source>not met: %1</source>
        <comment>rule</comment>
        <translation>不適合: %1</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordTrialCard</name>
    <message>
        <source>Try a password</source>
        <translation>パスワードを試す</translation>
    </message>
    <message>
        <source>a user</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>an administrator</source>
        <translation>管理者</translation>
    </message>
    <message>
        <source>By the rules on this page, saved or not. What you type is judged in this window, sent nowhere, and forgotten when you leave the page.</source>
        <translation>このページの条件（未保存のものも含む）で判定します。入力内容はこのウィンドウ内でのみ判定され、どこにも送信されず、ページを離れると消去されます。</translation>
    </message>
    <message>
        <source>As the password &amp;of</source>
        <translation>対象(&amp;O)</translation>
    </message>
    <message>
        <source>Password to tr&amp;y</source>
        <translation>試すパスワード(&amp;Y)</translation>
    </message>
    <message>
        <source>Whether somebody had it before, only the platform knows, and only when he chooses it.</source>
        <translation>以前に使われたかどうかは、設定時にプラットフォームだけが判定できます。</translation>
    </message>
    <message>
        <source>Show what is entered</source>
        <translation>入力内容を表示</translation>
    </message>
    <message>
        <source>It would be accepted for an administrator.</source>
        <translation>管理者のパスワードとして設定できます。</translation>
    </message>
    <message>
        <source>It would be accepted for a user.</source>
        <translation>ユーザーのパスワードとして設定できます。</translation>
    </message>
    <message numerus="yes">
        <source>It would be refused: %Ln rules are not met.</source>
        <translation>
            <numerusform>拒否されます。%Ln件の条件を満たしていません。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PermissionDialog</name>
    <message>
        <source>Permit coming in by certificate</source>
        <translation>証明書で入ることを許可</translation>
    </message>
    <message>
        <source>End the permission</source>
        <translation>許可の取り消し</translation>
    </message>
    <message>
        <source>%1 may come in by certificate from now on.</source>
        <comment>whoever</comment>
        <translation>今後、%1は証明書で入れます。</translation>
    </message>
    <message>
        <source>%1 may not come in by certificate any more.</source>
        <comment>whoever</comment>
        <translation>今後、%1は証明書で入れません。</translation>
    </message>
    <message>
        <source>Certificates that were issued to them work at once. Whoever has none can be given one.</source>
        <translation>発行済みの証明書は即時に使えます。持っていない人には発行できます。</translation>
    </message>
    <message>
        <source>Their certificates are refused at once, on open connections too. They are not revoked: when the permission is given again, they work again.</source>
        <translation>開いている接続も含めて、証明書は即時に拒否されます。失効ではないので、再び許可すれば使えます。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Permit %Ln people</source>
        <translation>
            <numerusform>%Ln 人を許可(&amp;P)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;End it for %Ln people</source>
        <translation>
            <numerusform>%Ln 人の許可を取り消す(&amp;E)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln people are permitted.</source>
        <translation>
            <numerusform>%Ln 人中 %1 人を許可しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The permission of %1 of %Ln people has ended.</source>
        <translation>
            <numerusform>%Ln 人中 %1 人の許可を取り消しました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PresetChooser</name>
    <message>
        <source>Review…</source>
        <translation>確認…</translation>
    </message>
    <message>
        <source>Review the preset “%1”</source>
        <translation>プリセット「%1」を確認</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>適用中</translation>
    </message>
    <message>
        <source>As edited</source>
        <translation>編集中</translation>
    </message>
    <message>
        <source>Only an administrator can set a preset.</source>
        <translation>プリセットを適用できるのは管理者だけです。</translation>
    </message>
    <message>
        <source>This preset is in force already.</source>
        <translation>このプリセットはすでに適用されています。</translation>
    </message>
    <message>
        <source>Shows what would change before anything is applied</source>
        <translation>適用する前に、何が変わるかを表示します</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PresetReview</name>
    <message>
        <source>What you have edited on pages goes along in the same step.</source>
        <translation>各ページで編集した内容も同時に適用されます。</translation>
    </message>
    <message>
        <source>&amp;Apply in one step</source>
        <translation>まとめて適用(&amp;A)</translation>
    </message>
    <message>
        <source>Review: %1</source>
        <translation>確認: %1</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>変更内容</translation>
    </message>
    <message>
        <source>What it means for people</source>
        <translation>利用者への影響</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>ユーザー名(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>足りないもの</translation>
    </message>
    <message>
        <source>Basic authentication needs a user name and a password, which everybody who is asked will share.</source>
        <translation>Basic認証には、尋ねられる全員が共有するユーザー名とパスワードが必要です。</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>My address</source>
        <comment>memo for the administrator&apos;s own address</comment>
        <translation>自分のアドレス</translation>
    </message>
    <message>
        <source>Your address %1 goes into the list in the same step.</source>
        <translation>あなたのアドレス %1 も同時に許可リストへ追加されます。</translation>
    </message>
    <message>
        <source>&amp;Leave it out</source>
        <translation>追加しない(&amp;L)</translation>
    </message>
    <message>
        <source>The list is empty, so that this preset lets nobody in by address.</source>
        <translation>許可リストが空なので、このプリセットではアドレスで入れる人がいません。</translation>
    </message>
    <message>
        <source>The list does not contain your address %1.</source>
        <translation>許可リストにあなたのアドレス %1 がありません。</translation>
    </message>
    <message>
        <source>Add &amp;my address</source>
        <translation>自分のアドレスを追加(&amp;M)</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>All of this is in force already.</source>
        <translation>すべてすでに適用されています。</translation>
    </message>
    <message>
        <source>Whether you would still get in can be told as soon as nothing is missing.</source>
        <translation>足りないものがなくなると、あなたが引き続き入れるかどうかが分かります。</translation>
    </message>
    <message>
        <source>The platform is being asked whether you would still get in…</source>
        <translation>あなたが引き続き入れるかどうかをプラットフォームに問い合わせています…</translation>
    </message>
    <message>
        <source>Whether you would still get in is not known: %1 It will be looked at again before anything is in force.</source>
        <translation>あなたが引き続き入れるかどうかは分かりません。%1 適用の前にもう一度確認されます。</translation>
    </message>
    <message>
        <source>To apply it all the same you will be asked for a reason.</source>
        <translation>それでも適用する場合は、理由を尋ねられます。</translation>
    </message>
    <message>
        <source>There is nothing to apply.</source>
        <translation>適用するものがありません。</translation>
    </message>
    <message>
        <source>Applies all of this, or nothing of it</source>
        <translation>すべて適用するか、まったく適用しないかのどちらかです</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ProfileDialog</name>
    <message>
        <source>&amp;Forget it</source>
        <translation>信頼を解除(&amp;F)</translation>
    </message>
    <message>
        <source>Add a connection</source>
        <translation>接続の追加</translation>
    </message>
    <message>
        <source>Edit “%1”</source>
        <translation>「%1」の編集</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>What you call this connection.</source>
        <translation>この接続の呼び名です。</translation>
    </message>
    <message>
        <source>&amp;Host name</source>
        <translation>ホスト名(&amp;H)</translation>
    </message>
    <message>
        <source>The tenant&apos;s own, such as demo.example.org; the platform&apos;s certificate has to be for it.</source>
        <translation>demo.example.orgのようなテナントのホスト名です。プラットフォームの証明書が、このホスト名に対応している必要があります。</translation>
    </message>
    <message>
        <source>&amp;Address (if not the host name)</source>
        <translation>アドレス (ホスト名と異なる場合)(&amp;A)</translation>
    </message>
    <message>
        <source>An IP address or another name, where the host name is not known to the network.</source>
        <translation>ネットワーク上でホスト名を解決できない場合に、IPアドレスまたは別の名前を入力します。</translation>
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation>ポート(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>ユーザー名(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>You will be asked about the platform&apos;s certificate when you connect the next time</source>
        <translation>次に接続するときに、プラットフォームの証明書について確認されます</translation>
    </message>
    <message>
        <source>The authorities that this computer trusts vouch for the platform.</source>
        <translation>このコンピューターが信頼する認証局が、プラットフォームを保証します。</translation>
    </message>
    <message>
        <source>Only this certificate is trusted (SHA-256):</source>
        <translation>この証明書だけを信頼します (SHA-256):</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ProfileList</name>
    <message>
        <source>Connections</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Last used %1</source>
        <translation>最終使用: %1</translation>
    </message>
    <message>
        <source>Not used yet</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Local platform</source>
        <translation>ローカルプラットフォーム</translation>
    </message>
    <message>
        <source>On this computer, tenant demo</source>
        <translation>このコンピューター上、テナントdemo</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>user at host</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ProfilePanel</name>
    <message>
        <source>&amp;Remember it in this system&apos;s keyring</source>
        <translation>このシステムのキーリングに保存(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>編集(&amp;E)…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>削除(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>接続(&amp;C)</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>ホスト名</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>信頼</translation>
    </message>
    <message>
        <source>%1, port %2</source>
        <comment>address</comment>
        <translation>%1、ポート%2</translation>
    </message>
    <message>
        <source>The authorities that this computer trusts</source>
        <translation>このコンピューターが信頼する認証局</translation>
    </message>
    <message>
        <source>Only the certificate that you have trusted</source>
        <translation>信頼した証明書だけ</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>%1に接続しています…</translation>
    </message>
    <message>
        <source>A connection is being made. You can stop it.</source>
        <translation>接続を確立しています。中止できます。</translation>
    </message>
    <message>
        <source>Enter the password first.</source>
        <translation>先にパスワードを入力してください。</translation>
    </message>
    <message>
        <source>Name, host, address, port, user and trust of this connection</source>
        <translation>この接続の名前、ホスト名、アドレス、ポート、ユーザー、信頼</translation>
    </message>
    <message>
        <source>Takes this connection off the list, and its password out of the keyring</source>
        <translation>この接続をリストから削除し、パスワードをキーリングから消去します</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ProgressRow</name>
    <message>
        <source>&amp;Stop</source>
        <translation>中止(&amp;S)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ProofCard</name>
    <message>
        <source>Proof that nothing was altered</source>
        <translation>改ざんがないことの証明</translation>
    </message>
    <message>
        <source>“%1” was written.</source>
        <translation>「%1」を書き出しました。</translation>
    </message>
    <message>
        <source>Check &amp;now</source>
        <translation>今すぐ検査(&amp;N)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Save ke&amp;y…</source>
        <translation>鍵を保存(&amp;Y)…</translation>
    </message>
    <message>
        <source>Tr&amp;ust this key…</source>
        <translation>この鍵を信頼(&amp;U)…</translation>
    </message>
    <message>
        <source>&amp;Forget it…</source>
        <translation>忘れる(&amp;F)…</translation>
    </message>
    <message>
        <source>Copy the checkpoint</source>
        <translation>チェックポイントをコピー</translation>
    </message>
    <message>
        <source>Copy the key’s id</source>
        <translation>鍵のIDをコピー</translation>
    </message>
    <message>
        <source>The platform’s check</source>
        <translation>プラットフォームの検査</translation>
    </message>
    <message>
        <source>Newest checkpoint</source>
        <translation>最新のチェックポイント</translation>
    </message>
    <message>
        <source>The log’s public key</source>
        <translation>ログの公開鍵</translation>
    </message>
    <message>
        <source>Known to this console</source>
        <translation>このコンソールの記憶</translation>
    </message>
    <message>
        <source>Every event is linked to the one before it, and how far the log went is signed again and again. Whoever alters an event, leaves one out or cuts the log off breaks that chain.</source>
        <translation>各イベントは直前のイベントとつながり、ログの末尾は繰り返し署名されます。イベントを書き換えたり、抜いたり、ログを途中で切ったりすると、この連鎖が切れます。</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>Asking the platform…</source>
        <translation>プラットフォームに問い合わせています…</translation>
    </message>
    <message>
        <source>A check is under way</source>
        <translation>検査中です</translation>
    </message>
    <message>
        <source>Has the platform go through the whole log, from its first event on</source>
        <translation>最初のイベントからログ全体をプラットフォームに検査させます</translation>
    </message>
    <message>
        <source>The platform has not answered yet</source>
        <translation>プラットフォームからの応答がまだありません</translation>
    </message>
    <message>
        <source>number %1 to %2</source>
        <translation>番号%1～%2</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>検査中…</translation>
    </message>
    <message>
        <source>Not checked yet. It is checked when the platform starts, and every night.</source>
        <translation>まだ検査していません。プラットフォームの起動時と毎晩検査します。</translation>
    </message>
    <message>
        <source>Intact, as of %1: there is no event yet.</source>
        <translation>%1時点で改ざんなし。イベントはまだありません。</translation>
    </message>
    <message>
        <source>Intact, as of %1: %2. What came before was deleted by retention, and that is signed.</source>
        <translation>%1時点で改ざんなし: %2。それより前は保存期間により削除され、そのことは署名されています。</translation>
    </message>
    <message>
        <source>Intact, as of %1: %2, from the first event on.</source>
        <translation>%1時点で改ざんなし: %2(最初のイベントから)。</translation>
    </message>
    <message>
        <source>Failed at number %1, as of %2.</source>
        <translation>番号%1で失敗(%2時点)。</translation>
    </message>
    <message>
        <source>Failed, as of %1.</source>
        <translation>失敗(%1時点)。</translation>
    </message>
    <message>
        <source>None was signed yet.</source>
        <translation>署名されたものはまだありません。</translation>
    </message>
    <message>
        <source>Number %1, signed %2, hash %3…</source>
        <comment>number of an event; time; first digits</comment>
        <translation>番号%1、署名 %2、ハッシュ %3…</translation>
    </message>
    <message>
        <source>There is none: the platform’s operator has set no key by which keys are kept.</source>
        <translation>ありません。プラットフォームの運営者が鍵の保管に使う鍵を設定していません。</translation>
    </message>
    <message>
        <source>A file for whoever verifies what was exported from this log</source>
        <translation>このログから書き出したものを検証する人のためのファイル</translation>
    </message>
    <message>
        <source>Tr&amp;ust the new key…</source>
        <translation>新しい鍵を信頼(&amp;U)…</translation>
    </message>
    <message>
        <source>Re&amp;member it</source>
        <translation>記憶する(&amp;M)</translation>
    </message>
    <message>
        <source>What was exported is then not verified by this key any more</source>
        <translation>以後、書き出したものはこの鍵では検証されません</translation>
    </message>
    <message>
        <source>A key was seen first on %1.</source>
        <translation>鍵を最初に確認したのは%1です。</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>まだ</translation>
    </message>
    <message>
        <source>No key was ever seen here.</source>
        <translation>ここで鍵を確認したことはありません。</translation>
    </message>
    <message>
        <source>Seen for the first time on %1, and trusted from now on. To be sure that it is the right one, compare its digits with those that the platform’s operator tells you.</source>
        <translation>%1に初めて確認し、以後信頼します。正しい鍵であることを確かめるには、プラットフォームの運営者から聞いた値と比べてください。</translation>
    </message>
    <message>
        <source>The same key as on %1, when it was seen first.</source>
        <translation>%1に最初に確認したものと同じ鍵です。</translation>
    </message>
    <message>
        <source>This is another key than the one seen first on %1:
%2
Whoever exchanges the key can sign an altered log. What was exported before is verified by the key from before only. Ask the platform’s operator why it was changed.</source>
        <translation>%1に最初に確認した鍵とは別の鍵です:
%2
鍵を取り替えられる者は、改ざんしたログに署名できます。以前に書き出したものは以前の鍵でしか検証できません。変更の理由をプラットフォームの運営者に確認してください。</translation>
    </message>
    <message>
        <source>There was a key on %1, and now there is none:
%2
Ask the platform’s operator why.</source>
        <translation>%1には鍵がありましたが、今はありません:
%2
理由をプラットフォームの運営者に確認してください。</translation>
    </message>
    <message>
        <source>It is not remembered. What was exported cannot be verified by it.</source>
        <translation>記憶していません。書き出したものをこの鍵で検証できません。</translation>
    </message>
    <message>
        <source>The key’s id was copied.</source>
        <translation>鍵のIDをコピーしました。</translation>
    </message>
    <message>
        <source>Save the log’s public key</source>
        <translation>ログの公開鍵の保存</translation>
    </message>
    <message>
        <source>audit-log-key</source>
        <comment>name of a file</comment>
        <translation>audit-log-key</translation>
    </message>
    <message>
        <source>Keys (*.pem)</source>
        <translation>鍵 (*.pem)</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>別の鍵</translation>
    </message>
    <message>
        <source>Trust the key that the platform has now, in place of the one that was seen first?</source>
        <translation>最初に確認した鍵に代えて、プラットフォームの現在の鍵を信頼しますか?</translation>
    </message>
    <message>
        <source>Do this only if the platform’s operator has told you of the change, by another way than this console. Files that were exported before are not verified by the new key; save the key from before if you still need it.</source>
        <translation>プラットフォームの運営者から、このコンソール以外の方法で変更を知らされた場合にのみ行ってください。以前に書き出したファイルは新しい鍵では検証できません。以前の鍵が必要なら保存しておいてください。</translation>
    </message>
    <message>
        <source>&amp;Trust the new key</source>
        <translation>新しい鍵を信頼(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Keep the old one</source>
        <translation>以前の鍵を保持(&amp;O)</translation>
    </message>
    <message>
        <source>Forget the key</source>
        <translation>鍵を忘れる</translation>
    </message>
    <message>
        <source>Forget the key of this log that was seen first?</source>
        <translation>最初に確認したこのログの鍵を忘れますか?</translation>
    </message>
    <message>
        <source>Bundles of this log are then of an unknown key, and a change of the key is not noticed. At the next connection the key that the platform has then is taken as the first.</source>
        <translation>以後、このログのバンドルは鍵が不明となり、鍵の変更にも気づけません。次の接続時に、その時点の鍵が最初の鍵とみなされます。</translation>
    </message>
    <message>
        <source>&amp;Forget it</source>
        <translation>忘れる(&amp;F)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Intact, as of %1: %2. What came before was deleted by retention; nothing is signed.</source>
        <translation>%1時点で完全: %2。それより前は保存期間により削除されました。署名はありません。</translation>
    </message>
    <message>
        <source>Intact, as of %1. Retention has deleted all of that since; the rest is checked tonight at the latest.</source>
        <translation>%1時点で完全。検査したイベントはその後すべて保存期間により削除されました。残りは遅くとも今夜検査されます。</translation>
    </message>
    <message>
        <source>Intact, as of %1: up to number %2. The oldest events are deleted by retention.</source>
        <translation>%1時点で完全: 番号%2まで。最も古いイベントは保存期間により削除されています。</translation>
    </message>
    <message>
        <source>This platform does not hand out the signed line by which it could be verified</source>
        <translation>このプラットフォームは、検証に必要な署名付きの行を提供していません</translation>
    </message>
    <message>
        <source>Copies the signed line. Keep it where nobody who runs the platform can change it: exported bundles can be held against it.</source>
        <translation>署名付きの行をコピーします。プラットフォームを運用する人が変更できない場所に保管してください。エクスポートしたバンドルをこれと照合できます。</translation>
    </message>
    <message>
        <source>The checkpoint was copied as a signed line, which can be kept in a file of its own.</source>
        <translation>チェックポイントを署名付きの行としてコピーしました。そのままファイルに保存できます。</translation>
    </message>
    <message>
        <source>Not proven from number %1 on, as of %2.</source>
        <translation>番号%1以降は証明されていません(%2時点)。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ProtectionCard</name>
    <message>
        <source>Protection now</source>
        <translation>現在の保護</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::RecentFilesMenu</name>
    <message>
        <source>No log file was opened yet</source>
        <translation>まだログファイルを開いていません</translation>
    </message>
    <message>
        <source>Files that you open will be listed here.</source>
        <translation>開いたファイルがここに並びます。</translation>
    </message>
    <message>
        <source>%1 (not there any more)</source>
        <comment>path of a file</comment>
        <translation>%1（見つかりません）</translation>
    </message>
    <message>
        <source>This file was moved, renamed or deleted, or its disk is not there.</source>
        <translation>このファイルは移動・改名・削除されたか、ディスクが接続されていません。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::RefreshRow</name>
    <message>
        <source>Re&amp;fresh</source>
        <translation>更新(&amp;F)</translation>
    </message>
    <message>
        <source>Time &amp;zone:</source>
        <translation>タイムゾーン(&amp;Z)：</translation>
    </message>
    <message>
        <source>An answer is on its way</source>
        <translation>応答を待っています</translation>
    </message>
    <message>
        <source>Asks the platform anew (F5)</source>
        <translation>プラットフォームに改めて問い合わせます（F5）</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::Relocation</name>
    <message>
        <source>The tenant is at https://%1 now, and from here it cannot be reached by that name: %2 The change is in force, and its old address has ended. Try again once the name is known to this network, or sign out and enter the platform’s IP address in the connection, which has the new name already.</source>
        <translation>テナントのアドレスは https://%1 になりましたが、ここからはその名前で接続できません: %2 変更は有効で、古いアドレスは使えません。この名前がネットワークで使えるようになってから再試行するか、ログアウトして、接続（新しい名前に変更済み）にプラットフォームのIPアドレスを入力してください。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::RetentionDialog</name>
    <message>
        <source>&amp;Save them first…</source>
        <translation>先に保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Keep events for a shorter time</source>
        <translation>保存期間の短縮</translation>
    </message>
    <message>
        <source>Asking the platform what this would delete…</source>
        <translation>削除される範囲をプラットフォームに問い合わせています…</translation>
    </message>
    <message>
        <source>It could not be found out what this would delete. %1</source>
        <translation>削除される範囲を確認できませんでした。%1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>To be deleted: %1.</source>
        <translation>削除されるもの: %1。</translation>
    </message>
    <message>
        <source>No event is that old: nothing is deleted now.</source>
        <translation>それほど古いイベントはなく、今は何も削除されません。</translation>
    </message>
    <message>
        <source>Events are kept for %1 instead of %2.</source>
        <translation>保存期間は%2から%1になります。</translation>
    </message>
    <message>
        <source>What is deleted cannot be had back, by nobody. Saved as a sealed bundle, it still opens in the console and on the command line, and proves that it was not altered.</source>
        <translation>削除したものは誰にも元に戻せません。封印付きバンドルとして保存すれば、コンソールでもコマンドラインでも開け、改ざんされていないことを証明できます。</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>適用(&amp;A)</translation>
    </message>
    <message>
        <source>The events are being saved</source>
        <translation>イベントを保存中です</translation>
    </message>
    <message>
        <source>First it has to be known what this deletes</source>
        <translation>先に削除される範囲の確認が必要です</translation>
    </message>
    <message>
        <source>Writes exactly these events into a sealed bundle</source>
        <translation>これらのイベントだけを封印付きバンドルに書き出します</translation>
    </message>
    <message>
        <source>S&amp;top saving</source>
        <translation>保存を中止(&amp;T)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save the events first</source>
        <translation>イベントを先に保存</translation>
    </message>
    <message>
        <source>audit-log</source>
        <comment>name of a file</comment>
        <translation>audit-log</translation>
    </message>
    <message>
        <source>Sealed bundles (*.zip)</source>
        <translation>封印付きバンドル (*.zip)</translation>
    </message>
    <message>
        <source>All of them were written to “%1”. Now they can be deleted here.</source>
        <translation>すべて「%1」に書き出しました。ここから削除できます。</translation>
    </message>
    <message>
        <source>No file was written: %1</source>
        <translation>ファイルは書き出されませんでした: %1</translation>
    </message>
    <message>
        <source>Saving… %1</source>
        <comment>size so far</comment>
        <translation>保存中… %1</translation>
    </message>
    <message>
        <source>Stopped. No file was written, and nothing was deleted.</source>
        <translation>中止しました。ファイルは書き出されず、何も削除されていません。</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Delete %Ln events and apply</source>
        <translation>
            <numerusform>イベント%Ln件を削除して適用(&amp;D)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::RetentionPage</name>
    <message>
        <source>Kee&amp;p events for</source>
        <translation>イベントの保存期間(&amp;P)</translation>
    </message>
    <message>
        <source>Older ones are deleted every night, month by month, and at once where this is shortened.</source>
        <translation>これより古いイベントは毎晩、月単位で削除され、短くしたときはすぐに削除されます。</translation>
    </message>
    <message>
        <source>Retention and archives</source>
        <translation>保存期間とアーカイブ</translation>
    </message>
    <message>
        <source>Events are kept for %1, and then deleted for good.</source>
        <translation>イベントは%1保存され、その後完全に削除されます。</translation>
    </message>
    <message>
        <source>Events are kept longer from then on. Those that are deleted already do not come back.</source>
        <translation>以後、イベントは長く保存されます。すでに削除されたものは戻りません。</translation>
    </message>
    <message>
        <source>Asking the platform what this would delete…</source>
        <translation>削除される範囲をプラットフォームに問い合わせています…</translation>
    </message>
    <message>
        <source>It could not be found out what this would delete. %1</source>
        <translation>削除される範囲を確認できませんでした。%1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>No event is that old: nothing would be deleted now.</source>
        <translation>それほど古いイベントはなく、今は何も削除されません。</translation>
    </message>
    <message>
        <source>This deletes at once and for good: %1. You are asked before, and can save them first.</source>
        <translation>すぐに完全に削除されます: %1。その前に確認があり、先に保存できます。</translation>
    </message>
    <message>
        <source>Time &amp;zone:</source>
        <translation>タイムゾーン(&amp;Z):</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::RevokeDialog</name>
    <message>
        <source>Revoke certificates</source>
        <translation>証明書の失効</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>It holds at once and for good: the next request with such a certificate is refused, open connections end, and nothing brings it back. Whoever needs one again gets another.</source>
        <translation>即時に効力を持ち、元には戻せません。その証明書による次の要求は拒否され、開いている接続も終わります。必要な人には新しく発行します。</translation>
    </message>
    <message>
        <source>Looking for their valid certificates: %1 of %2 people…</source>
        <translation>有効な証明書を調べています: %2 人中 %1 人…</translation>
    </message>
    <message>
        <source>None of those selected has a valid certificate.</source>
        <translation>選択した人に有効な証明書を持つ人がいません。</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>It is not known yet which certificates these are</source>
        <translation>どの証明書が対象かまだ分かりません</translation>
    </message>
    <message>
        <source>There is nothing that could be revoked</source>
        <translation>失効させるものがありません</translation>
    </message>
    <message>
        <source>&amp;Lost or stolen</source>
        <comment>reason of a revocation</comment>
        <translation>紛失・盗難(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Not needed any more</source>
        <comment>reason of a revocation</comment>
        <translation>不要になった(&amp;N)</translation>
    </message>
    <message>
        <source>Re&amp;placed by another</source>
        <comment>reason of a revocation</comment>
        <translation>差し替え(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Other duties</source>
        <comment>reason of a revocation</comment>
        <translation>異動(&amp;O)</translation>
    </message>
    <message>
        <source>No reason &amp;given</source>
        <comment>reason of a revocation</comment>
        <translation>理由なし(&amp;G)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln valid certificates of %1.</source>
        <translation>
            <numerusform>%1 の有効な証明書 %Ln 件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 valid certificates of %Ln people.</source>
        <translation>
            <numerusform>%Ln 人の有効な証明書 %1 件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Revoke %Ln certificates</source>
        <translation>
            <numerusform>%Ln 件を失効(&amp;R)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln certificates are revoked.</source>
        <translation>
            <numerusform>%Ln 件中 %1 件を失効させました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SaveFilterDialog</name>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>Save the filter</source>
        <translation>フィルターを保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>It is kept on this computer.</source>
        <translation>このコンピューターに保存されます。</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>置き換え(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Enter a name first</source>
        <translation>先に名前を入力してください</translation>
    </message>
    <message>
        <source>There is a filter of this name; this one takes its place.</source>
        <translation>同じ名前のフィルターがあります。このフィルターに置き換わります。</translation>
    </message>
    <message>
        <source>What you find it by in the menu.</source>
        <translation>メニューに表示される名前です。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SavedFiltersButton</name>
    <message>
        <source>Saved filters</source>
        <translation>保存したフィルター</translation>
    </message>
    <message>
        <source>No filter was saved yet</source>
        <translation>保存したフィルターはまだありません</translation>
    </message>
    <message>
        <source>&amp;Save this filter…</source>
        <translation>このフィルターを保存(&amp;S)…</translation>
    </message>
    <message>
        <source>There is no filter that could be saved</source>
        <translation>保存できるフィルターがありません</translation>
    </message>
    <message>
        <source>&amp;Rename and delete…</source>
        <translation>名前の変更と削除(&amp;R)…</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SavedFiltersDialog</name>
    <message>
        <source>&amp;Use</source>
        <translation>使う(&amp;U)</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>名前の変更(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>削除(&amp;D)</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>保存したフィルター</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>There is a filter of the name “%1” already.</source>
        <translation>「%1」という名前のフィルターはすでにあります。</translation>
    </message>
    <message>
        <source>A saved filter needs a name.</source>
        <translation>保存するフィルターには名前が必要です。</translation>
    </message>
    <message>
        <source>No filter was saved yet</source>
        <translation>保存したフィルターはまだありません</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SealedSpanPanel</name>
    <message>
        <source>from %1 up to %2</source>
        <comment>times</comment>
        <translation>%1から%2まで</translation>
    </message>
    <message>
        <source>from %1 on</source>
        <comment>time</comment>
        <translation>%1以降</translation>
    </message>
    <message>
        <source>up to %1</source>
        <comment>time</comment>
        <translation>%1まで</translation>
    </message>
    <message>
        <source>the whole log</source>
        <translation>ログ全体</translation>
    </message>
    <message>
        <source>Events by their &amp;numbers</source>
        <translation>番号で指定(&amp;N)</translation>
    </message>
    <message>
        <source>Number of the first event</source>
        <translation>最初のイベントの番号</translation>
    </message>
    <message>
        <source>Number of the last event</source>
        <translation>最後のイベントの番号</translation>
    </message>
    <message>
        <source>From</source>
        <comment>number of the first event</comment>
        <translation>番号</translation>
    </message>
    <message>
        <source>to</source>
        <comment>number of the last event</comment>
        <translation>～</translation>
    </message>
    <message>
        <source>A sealed bundle proves that nothing in it was altered and nothing left out. That can only be told of a whole span, so the filter does not count here: every event of the span goes into it.</source>
        <translation>封印付きバンドルは、改ざんも欠落もないことを証明します。それは期間全体についてしか示せないため、絞り込みは効かず、期間内のすべてのイベントが入ります。</translation>
    </message>
    <message>
        <source>The span of &amp;time of the view: %1</source>
        <translation>表示中の期間(&amp;T): %1</translation>
    </message>
    <message>
        <source>Enter two numbers from 1 on, the smaller one first.</source>
        <translation>1以上の番号を2つ、小さい方を先に入力してください。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SecondPairForm</name>
    <message>
        <source>Accept a &amp;second pair until an end date</source>
        <translation>期限まで2組目も受け付ける(&amp;S)</translation>
    </message>
    <message>
        <source>For a change without a day on which nobody gets in: enter the new pair above and the old one here. Both are accepted until the end, and then only the new one.</source>
        <translation>誰も接続できない日を作らずに切り替えるには、上に新しいユーザー名とパスワード、ここに以前のものを入力します。期限までは両方、その後は新しいものだけが受け付けられます。</translation>
    </message>
    <message>
        <source>No second pair is accepted.</source>
        <translation>2組目は受け付けません。</translation>
    </message>
    <message>
        <source>Second user name</source>
        <translation>2組目のユーザー名</translation>
    </message>
    <message>
        <source>Second password</source>
        <translation>2組目のパスワード</translation>
    </message>
    <message>
        <source>Time zone: %1.</source>
        <translation>タイムゾーン: %1。</translation>
    </message>
    <message>
        <source>This time is over: the second pair is not accepted any more.</source>
        <translation>期限が過ぎているため、2組目は受け付けられません。</translation>
    </message>
    <message>
        <source>Va&amp;lid until</source>
        <translation>有効期限(&amp;L)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SecretField</name>
    <message>
        <source>Enter a new one to replace it</source>
        <translation>変更する場合は新しいパスワードを入力</translation>
    </message>
    <message>
        <source>Enter a password</source>
        <translation>パスワードを入力</translation>
    </message>
    <message>
        <source>Keep it</source>
        <comment>the password that is set</comment>
        <translation>維持</translation>
    </message>
    <message>
        <source>Remove</source>
        <comment>the password that is set</comment>
        <translation>削除</translation>
    </message>
    <message>
        <source>Will be removed.</source>
        <translation>削除されます。</translation>
    </message>
    <message>
        <source>Will be replaced by what is entered here.</source>
        <translation>入力した内容に置き換えられます。</translation>
    </message>
    <message>
        <source>Will be set to what is entered here.</source>
        <translation>入力した内容が設定されます。</translation>
    </message>
    <message>
        <source>Not set.</source>
        <translation>設定されていません。</translation>
    </message>
    <message>
        <source>Set since %1 (%2).</source>
        <comment>date and time; age</comment>
        <translation>%1に設定 (%2)。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SecureAccessCard</name>
    <message>
        <source>Secure access</source>
        <translation>セキュアアクセス</translation>
    </message>
    <message>
        <source>Let people in by client &amp;certificate</source>
        <translation>クライアント証明書で入れる(&amp;C)</translation>
    </message>
    <message>
        <source>Somebody else than the certificate’s user may si&amp;gn in</source>
        <translation>証明書のユーザー以外もログインできる(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Users may fetch their own certificate</source>
        <translation>ユーザーは自分の証明書を受け取れる(&amp;U)</translation>
    </message>
    <message>
        <source>the tenant’s host for certificates</source>
        <translation>証明書用のホスト</translation>
    </message>
    <message>
        <source>%1 asks browsers for a certificate, and lets in whoever has a valid one, from any address.</source>
        <comment>host</comment>
        <translation>%1 はブラウザーに証明書を求め、有効な証明書があればどのアドレスからでも入れます。</translation>
    </message>
    <message>
        <source>%1 lets nobody in. Certificates can be issued all the same, to be installed before the day.</source>
        <comment>host</comment>
        <translation>%1 には誰も入れません。証明書は今から発行し、事前に導入できます。</translation>
    </message>
    <message>
        <source>People are let in by client certificate.</source>
        <translation>クライアント証明書で入れます。</translation>
    </message>
    <message>
        <source>Nobody is let in by client certificate.</source>
        <translation>クライアント証明書では誰も入れません。</translation>
    </message>
    <message>
        <source>Any user may sign in with a certificate.</source>
        <translation>証明書があれば、どのユーザーでもログインできます。</translation>
    </message>
    <message>
        <source>Only a certificate’s own user may sign in with it.</source>
        <translation>証明書の本人だけがログインできます。</translation>
    </message>
    <message>
        <source>Users may fetch their own certificate.</source>
        <translation>ユーザーは自分の証明書を受け取れます。</translation>
    </message>
    <message>
        <source>Users get their certificate from an administrator.</source>
        <translation>証明書は管理者から受け取ります。</translation>
    </message>
    <message>
        <source>Mail addresses for reminders</source>
        <translation>通知のメールアドレス</translation>
    </message>
    <message>
        <source>These addresses are told 90, 30, 14, 7, 3 and 1 days before a certificate, the authority or its revocation list ends.</source>
        <translation>証明書、認証局、失効リストの期限の90、30、14、7、3、1日前に、これらのアドレスに知らせます。</translation>
    </message>
    <message>
        <source>Nobody is reminded</source>
        <translation>通知なし</translation>
    </message>
    <message>
        <source>Remi&amp;nders by mail</source>
        <translation>メールによる通知(&amp;N)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SendAgainDialog</name>
    <message>
        <source>&amp;Send again</source>
        <translation>再送信(&amp;S)</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>再送信</translation>
    </message>
    <message>
        <source>&amp;Recipients</source>
        <translation>宛先(&amp;R)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>address: state</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>プラットフォームに問い合わせています。</translation>
    </message>
    <message>
        <source>Choose a recipient first.</source>
        <translation>先に宛先を選んでください。</translation>
    </message>
    <message>
        <source>The same mail goes into the queue once more. Whoever has got it already gets it twice, and so does whoever it still waits for.</source>
        <translation>同じメールをもう一度送信待ちにします。すでに受け取った人と、まだ配信待ちの人には2回届きます。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ShutOutDialog</name>
    <message>
        <source>&amp;Lock myself out</source>
        <translation>自分を締め出す(&amp;L)</translation>
    </message>
    <message>
        <source>You would lock yourself out</source>
        <translation>自分自身が締め出されます</translation>
    </message>
    <message>
        <source>Nothing was applied yet. </source>
        <translation>まだ何も適用されていません。</translation>
    </message>
    <message>
        <source>What the gate would look at:</source>
        <translation>ゲートが確認する条件:</translation>
    </message>
    <message>
        <source>%1 This decides.</source>
        <translation>%1これで判定が決まります。</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>Reason for locking yourself out</source>
        <translation>自分を締め出す理由</translation>
    </message>
    <message>
        <source>For example: the office is closed until Monday</source>
        <translation>例: 月曜日まで事務所を閉めるため</translation>
    </message>
    <message>
        <source>&amp;Go back</source>
        <translation>戻る(&amp;G)</translation>
    </message>
    <message>
        <source>%1 of %2 characters</source>
        <translation>%1/%2文字</translation>
    </message>
    <message>
        <source>Say why first.</source>
        <translation>先に理由を入力してください。</translation>
    </message>
    <message>
        <source>The reason is too long: %1 characters at most.</source>
        <translation>理由が長すぎます。%1文字以内で入力してください。</translation>
    </message>
    <message>
        <source>Applies the change, with your reason in the audit log</source>
        <translation>変更を適用し、理由を監査ログに記録します</translation>
    </message>
    <message>
        <source>Go back, and list your address or switch Basic authentication on in the same step. If you do mean it, say why; the reason is written to the audit log.</source>
        <translation>戻って、自分のアドレスを一覧に追加するか、同時にBasic認証をオンにしてください。意図した変更であれば、理由を入力してください。理由は監査ログに記録されます。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SignInAgain</name>
    <message>
        <source>The local platform runs anew, at another port. Disconnect and open it again.</source>
        <translation>ローカルプラットフォームが別のポートで再起動しました。切断して、もう一度開いてください。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SignInPage</name>
    <message>
        <source>Suggest &amp;login names while somebody types on the sign-in page</source>
        <translation>ログイン画面で入力中にログイン名を補完する(&amp;L)</translation>
    </message>
    <message>
        <source>The sign-in page suggests login names while somebody types.</source>
        <translation>ログイン画面で入力中にログイン名を補完します。</translation>
    </message>
    <message>
        <source>The sign-in page suggests no login names.</source>
        <translation>ログイン画面ではログイン名を補完しません。</translation>
    </message>
    <message>
        <source>A&amp;utomatic sign-in</source>
        <translation>自動ログイン(&amp;U)</translation>
    </message>
    <message>
        <source>People may choose to stay signed in for so long after they have entered their password, on the browser they did it in. It ends when the password changes, the account is locked, or its role is another.</source>
        <translation>パスワードを入力したブラウザーで、この期間ログインしたままにすることを選択できます。パスワードの変更、アカウントのロック、権限の変更で終了します。</translation>
    </message>
    <message>
        <source>A session ends &amp;without use after</source>
        <translation>使わないセッションが終了するまでの時間(&amp;W)</translation>
    </message>
    <message>
        <source>%1 to %2. Following the audit log live is no use.</source>
        <translation>%1～%2。監査ログのライブ表示は利用とみなしません。</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>セッション</translation>
    </message>
    <message>
        <source>Every address reaches the sign-in page, so that it gives the login names away to anybody who types. List your addresses first.</source>
        <translation>すべてのアドレスからログイン画面を開けるため、入力すれば誰でもログイン名を知ることができます。先にアドレスを登録してください。</translation>
    </message>
    <message>
        <source>&amp;Go to IP address restriction</source>
        <translation>IPアドレス制限へ移動(&amp;G)</translation>
    </message>
    <message>
        <source>Sessions that were not used for %1 end at once. They are being counted…</source>
        <translation>%1使われていないセッションは直ちに終了します。件数を数えています…</translation>
    </message>
    <message>
        <source>No open session ends at once: all were used within %1.</source>
        <translation>直ちに終了するセッションはありません。すべて%1以内に使われています。</translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln open sessions end at once: they were not used for %1.</source>
        <translation>
            <numerusform>少なくとも%Ln件のセッションが直ちに終了します（%1使われていないため）。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 open sessions end at once: they were not used for %2.</source>
        <translation>
            <numerusform>%1件のセッションのうち%Ln件が直ちに終了します（%2使われていないため）。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SignInPreview</name>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>デスクトップ</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>スマートフォン</translation>
    </message>
    <message>
        <source>After a &amp;failed sign-in</source>
        <translation>ログイン失敗後(&amp;F)</translation>
    </message>
    <message>
        <source>Language of the preview</source>
        <translation>プレビューの言語</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SimulatorPanel</name>
    <message>
        <source>What the gate looks at</source>
        <translation>ゲートが確認すること</translation>
    </message>
    <message>
        <source>Make up a visit, and see what the gate would do and why. Nothing is sent or changed by it.</source>
        <translation>アクセスを想定して、ゲートがどう判断するか、その理由を確かめられます。何も送信・変更されません。</translation>
    </message>
    <message>
        <source>In force now: %1</source>
        <translation>現在: %1</translation>
    </message>
    <message>
        <source>Different with your edits: %1</source>
        <translation>編集後は変わる: %1</translation>
    </message>
    <message>
        <source>The same with your edits: %1</source>
        <translation>編集後も同じ: %1</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SubdomainPage</name>
    <message>
        <source>%1 → %2</source>
        <comment>address before and after</comment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>3 to 32 characters: the letters a to z, digits and hyphens, with no hyphen at either end.</source>
        <translation>3〜32文字。英小文字、数字、ハイフンが使えます。先頭と末尾にハイフンは使えません。</translation>
    </message>
    <message>
        <source>What the change does</source>
        <translation>変更による影響</translation>
    </message>
    <message>
        <source>Subdomain</source>
        <translation>サブドメイン</translation>
    </message>
    <message>
        <source>This is the tenant’s present name.</source>
        <translation>現在のテナントの名前です。</translation>
    </message>
    <message>
        <source>Asking whether “%1” is free…</source>
        <translation>「%1」が使えるか確認しています…</translation>
    </message>
    <message>
        <source>Whether “%1” is free is not known: %2</source>
        <translation>「%1」が使えるかわかりません: %2</translation>
    </message>
    <message>
        <source>“%1” is free.</source>
        <translation>「%1」は使えます。</translation>
    </message>
    <message>
        <source>“%1” is taken. Choose another.</source>
        <translation>「%1」は使われています。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Main address</source>
        <translation>メインのアドレス</translation>
    </message>
    <message>
        <source>With a client certificate</source>
        <translation>クライアント証明書を使う場合</translation>
    </message>
    <message>
        <source>Bookmarks and links break</source>
        <translation>ブックマークとリンクが使えなくなります</translation>
    </message>
    <message>
        <source>The old address stops at once and leads nowhere. Tell people the new one before.</source>
        <translation>古いアドレスは直ちに使えなくなり、どこにもつながりません。事前に新しいアドレスを知らせてください。</translation>
    </message>
    <message>
        <source>Browsers are signed out</source>
        <translation>ブラウザーはログアウトされます</translation>
    </message>
    <message>
        <source>A browser’s session belongs to the address. Everybody signs in again at the new one.</source>
        <translation>ブラウザーのセッションはアドレスに結び付いています。全員が新しいアドレスでログインし直します。</translation>
    </message>
    <message>
        <source>Client certificates are asked for elsewhere</source>
        <translation>クライアント証明書を求めるアドレスが変わります</translation>
    </message>
    <message>
        <source>They stay valid, and people have to use them at the new address.</source>
        <translation>証明書は有効なままですが、新しいアドレスで使う必要があります。</translation>
    </message>
    <message>
        <source>Integrations stop</source>
        <translation>連携が止まります</translation>
    </message>
    <message>
        <source>Services that send events, proxies that ask this platform and subscribed calendars need the new address.</source>
        <translation>イベントを送るサービス、このプラットフォームに問い合わせるプロキシ、購読中のカレンダーには新しいアドレスが必要です。</translation>
    </message>
    <message>
        <source>This console goes on</source>
        <translation>このコンソールは続けて使えます</translation>
    </message>
    <message>
        <source>It follows to the new address by itself, and so does its entry in the list of connections.</source>
        <translation>自動的に新しいアドレスへ移り、接続の一覧も書き換えます。</translation>
    </message>
    <message>
        <source>The old name stays yours</source>
        <translation>古い名前は確保されます</translation>
    </message>
    <message>
        <source>Nobody else can take “%1” before %2, and you can go back to it.</source>
        <translation>「%1」は%2まで他の誰も使えず、元に戻すこともできます。</translation>
    </message>
    <message>
        <source>The tenant is called “%1” now. “%2” leads nowhere any more and stays reserved for this tenant until %3.</source>
        <translation>テナントの名前は「%1」になりました。「%2」はもう使えませんが、%3までこのテナントのために確保されます。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SupportPage</name>
    <message>
        <source>Staff may &amp;not look</source>
        <translation>閲覧を許可しない(&amp;N)</translation>
    </message>
    <message>
        <source>Staff may not look</source>
        <translation>閲覧を許可しない</translation>
    </message>
    <message>
        <source>Nobody of the platform’s staff sees anything of this tenant in a console.</source>
        <translation>プラットフォームの担当者は、このテナントの内容をコンソールで一切見られません。</translation>
    </message>
    <message>
        <source>Staff may &amp;look until a time</source>
        <translation>期限まで閲覧を許可する(&amp;L)</translation>
    </message>
    <message>
        <source>Staff may look until a time</source>
        <translation>期限まで閲覧を許可する</translation>
    </message>
    <message>
        <source>They sign in with accounts of their own and see a console in which nothing can be changed. It ends by itself.</source>
        <translation>担当者は自分のアカウントでログインし、何も変更できないコンソールを見ます。期限が来ると自動的に終了します。</translation>
    </message>
    <message>
        <source>&amp;Until</source>
        <translation>終了日時(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;1 hour</source>
        <translation>1時間(&amp;1)</translation>
    </message>
    <message>
        <source>&amp;4 hours</source>
        <translation>4時間(&amp;4)</translation>
    </message>
    <message>
        <source>End of &amp;today</source>
        <translation>今日の終わりまで(&amp;T)</translation>
    </message>
    <message>
        <source>End of to&amp;morrow</source>
        <translation>明日の終わりまで(&amp;M)</translation>
    </message>
    <message>
        <source>What staff can do</source>
        <translation>担当者にできること</translation>
    </message>
    <message>
        <source>They see</source>
        <translation>閲覧できるもの</translation>
    </message>
    <message>
        <source>the settings of this tenant and their history</source>
        <translation>このテナントの設定とその履歴</translation>
    </message>
    <message>
        <source>its users, certificates and locked accounts</source>
        <translation>ユーザー、証明書、ロックされたアカウント</translation>
    </message>
    <message>
        <source>its audit log, while they look</source>
        <translation>閲覧している間の監査ログ</translation>
    </message>
    <message>
        <source>They can never</source>
        <translation>決してできないこと</translation>
    </message>
    <message>
        <source>change, issue, unlock or delete anything</source>
        <translation>変更、発行、ロック解除、削除</translation>
    </message>
    <message>
        <source>see a password, a key or a certificate’s file</source>
        <translation>パスワード、鍵、証明書ファイルの閲覧</translation>
    </message>
    <message>
        <source>look without a trace: every view is an event in your log</source>
        <translation>記録を残さない閲覧（すべての閲覧は監査ログに記録されます）</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>サポート</translation>
    </message>
    <message>
        <source>In your own time zone: %1.</source>
        <translation>お使いのタイムゾーン: %1。</translation>
    </message>
    <message>
        <source>The platform’s staff may look at this tenant until %1. %2.</source>
        <translation>プラットフォームの担当者は%1までこのテナントを閲覧できます。%2。</translation>
    </message>
    <message>
        <source>&amp;End now</source>
        <translation>今すぐ終了(&amp;E)</translation>
    </message>
    <message>
        <source>The platform’s staff may not look. The permission ended at %1.</source>
        <translation>プラットフォームの担当者は閲覧できません。許可は%1に終了しました。</translation>
    </message>
    <message>
        <source>The platform’s staff may not look at this tenant.</source>
        <translation>プラットフォームの担当者はこのテナントを閲覧できません。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes are left</source>
        <translation>
            <numerusform>あと%Ln分です</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours are left</source>
        <translation>
            <numerusform>あと%Ln時間です</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days are left</source>
        <translation>
            <numerusform>あと%Ln日です</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SupportViewsCard</name>
    <message>
        <source>Who looked</source>
        <translation>閲覧した人</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>監査ログ</translation>
    </message>
    <message>
        <source>Everything that happened, newest first</source>
        <translation>すべての出来事を新しい順に表示します</translation>
    </message>
    <message>
        <source>from %1, %2</source>
        <comment>address, time</comment>
        <translation>%1から、%2</translation>
    </message>
    <message>
        <source>The audit log is being read…</source>
        <translation>監査ログを読み込んでいます…</translation>
    </message>
    <message>
        <source>None of the newest %1 events is a look by the platform’s staff.</source>
        <translation>最新の%1件のイベントに、プラットフォームの担当者による閲覧はありません。</translation>
    </message>
    <message>
        <source>Nobody of the platform’s staff has ever looked at this tenant. Whoever does is listed here, with what was looked at.</source>
        <translation>プラットフォームの担当者がこのテナントを閲覧したことはありません。閲覧した人と内容がここに表示されます。</translation>
    </message>
    <message>
        <source>Earlier looks are in the audit log.</source>
        <translation>それ以前の閲覧は監査ログにあります。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TenantHeader</name>
    <message>
        <source>Not connected yet</source>
        <translation>まだ接続していません</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>接続済み</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>到達不能</translation>
    </message>
    <message>
        <source>Kept out by the gate</source>
        <translation>ゲートで拒否</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>ログアウト済み</translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <translation>接続: %1</translation>
    </message>
    <message>
        <source>%1 · %2 · from %3</source>
        <comment>login name, role, address</comment>
        <translation>%1 · %2 · 接続元 %3</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TenantPage</name>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>At the top of this window, on the sign-in page and in mails. 1 to %1 characters.</source>
        <translation>このウィンドウの上部、ログイン画面、メールに表示されます。1～%1文字。</translation>
    </message>
    <message>
        <source>Time &amp;zone</source>
        <translation>タイムゾーン(&amp;Z)</translation>
    </message>
    <message>
        <source>Client certificates end with a day of this time zone; mails and exported logs tell their times by it.</source>
        <translation>クライアント証明書はこのタイムゾーンの一日の終わりに切れます。メールと書き出したログの時刻もこれに従います。</translation>
    </message>
    <message>
        <source>For mails, and for pages where a browser asks for none of the three languages. The language of this console is chosen in its menu.</source>
        <translation>メールと、ブラウザーが3言語のいずれも求めない画面に使われます。このコンソールの言語はメニューで選びます。</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>テナント</translation>
    </message>
    <message>
        <source>“%1” is the tenant&apos;s subdomain, its name in all of its addresses. The page Subdomain changes it.</source>
        <translation>「%1」はテナントのサブドメインで、すべてのアドレスに使われる名前です。「サブドメイン」ページで変更できます。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TestMailRow</name>
    <message>
        <source>Send test</source>
        <translation>テスト送信</translation>
    </message>
    <message>
        <source>In the delivery log</source>
        <translation>配信ログで表示</translation>
    </message>
    <message>
        <source>Send test: %1</source>
        <comment>level or rule</comment>
        <translation>テスト送信: %1</translation>
    </message>
    <message>
        <source>Test mail in the delivery log: %1</source>
        <comment>level or rule</comment>
        <translation>配信ログのテストメール: %1</translation>
    </message>
    <message>
        <source>Every attempt to deliver it, with the mail server’s answers</source>
        <translation>配信の各試行とメールサーバーの応答</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>プラットフォームに問い合わせています。</translation>
    </message>
    <message>
        <source>Sends a mail to these addresses by the same queue as a real one, and says whether a real one would have gone to the same people</source>
        <translation>本物と同じ経路でこれらのアドレスにメールを送り、本物のメールも同じ人に届くかを示します</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TimeZoneDialog</name>
    <message>
        <source>No time zone is called like that. Try the next large city or a country.</source>
        <translation>そのような名前のタイムゾーンはありません。近くの大きな都市か国の名前で試してください。</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>選択(&amp;C)</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>タイムゾーン</translation>
    </message>
    <message>
        <source>Time zones</source>
        <translation>タイムゾーンの一覧</translation>
    </message>
    <message>
        <source>City, country, name or offset</source>
        <translation>都市、国、名称、または時差</translation>
    </message>
    <message>
        <source>Search for a time zone</source>
        <translation>タイムゾーンを検索</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>キャンセル(&amp;N)</translation>
    </message>
    <message>
        <source>Choose a time zone from the list.</source>
        <translation>一覧からタイムゾーンを選んでください。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TimeZoneField</name>
    <message>
        <source>&amp;Choose…</source>
        <translation>選択(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose a time zone</source>
        <translation>タイムゾーンを選択</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TopList</name>
    <message>
        <source>Enter shows only the events with this value, Shift and Enter all but these; the menu offers both.</source>
        <translation>Enterでこの値のイベントだけを、Shift+Enterでこの値以外を表示します。どちらもメニューにあります。</translation>
    </message>
    <message>
        <source>(empty)</source>
        <comment>value of a field</comment>
        <translation>（空）</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln events</source>
        <comment>value of a field</comment>
        <translation>
            <numerusform>%1、イベント%Ln件</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Only this</source>
        <translation>これだけ(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Not this</source>
        <translation>これ以外(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TrustDialog</name>
    <message>
        <source>Unknown certificate</source>
        <translation>不明な証明書</translation>
    </message>
    <message>
        <source>&amp;Trust for this connection</source>
        <translation>この接続で信頼する(&amp;T)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>This computer does not know who vouches for %1 (%2, port %3).</source>
        <translation>%1 (%2、ポート%3) を保証している認証局を、このコンピューターは信頼していません。</translation>
    </message>
    <message>
        <source>Ask the platform&apos;s operator for the fingerprint, by telephone or in a letter, and compare it. If it is the same, trust it: from then on this connection accepts this one only. If it is not, somebody else may be listening. Nothing was sent yet.</source>
        <translation>電話または書面で、プラットフォームの運用者にフィンガープリントを問い合わせ、比較してください。一致した場合は、信頼してください。以後、この接続はこの証明書だけを受け入れます。一致しない場合は、第三者が通信を傍受している可能性があります。まだ何も送信していません。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UnlockDialog</name>
    <message>
        <source>&amp;Unlock</source>
        <translation>ロックを解除(&amp;U)</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>For example: he called, and has found his password</source>
        <translation>例: 電話で本人確認済み、パスワードを思い出した</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>It is written to the audit log.</source>
        <translation>監査ログに記録されます。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>プラットフォームに問い合わせています。</translation>
    </message>
    <message>
        <source>Say why first.</source>
        <translation>先に理由を入力してください。</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln others</source>
        <translation>
            <numerusform>ほか%Ln人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people can sign in again at once, with the password they have.</source>
        <translation>
            <numerusform>%Ln人が今のパスワードで直ちにログインできるようになります。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UserDialog</name>
    <message>
        <source>Add a user</source>
        <translation>ユーザーを追加</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 を編集</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <comment>a user</comment>
        <translation>追加(&amp;A)</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>キャンセル(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Pass it on by a safe way. He has to change it at the first sign-in, as the password policy says.</source>
        <translation>安全な方法で本人に伝えてください。パスワードポリシーに従い、最初のログイン時に変更が必要です。</translation>
    </message>
    <message>
        <source>The password policy would not let anybody choose this. You can set it all the same; it has to be changed at the first sign-in.</source>
        <translation>パスワードポリシーでは、このパスワードは選べません。それでも設定できますが、最初のログイン時に変更が必要です。</translation>
    </message>
    <message>
        <source>Somebody else has changed this user. Reading what stands now…</source>
        <translation>ほかの人がこのユーザーを変更しました。現在の内容を読み込んでいます…</translation>
    </message>
    <message>
        <source>Somebody else has changed this user, and nothing of yours was saved. What stands now could not be read: %1</source>
        <translation>ほかの人がこのユーザーを変更したため、あなたの変更は保存されていません。現在の内容を読み込めませんでした: %1</translation>
    </message>
    <message>
        <source>Somebody else has changed this user since you opened him. Nothing of yours was saved yet.</source>
        <translation>開いている間に、ほかの人がこのユーザーを変更しました。あなたの変更はまだ保存されていません。</translation>
    </message>
    <message>
        <source>Somebody else has changed this user since you opened him. Nothing of yours was saved yet. Changed by the other:</source>
        <translation>開いている間に、ほかの人がこのユーザーを変更しました。あなたの変更はまだ保存されていません。ほかの人による変更:</translation>
    </message>
    <message>
        <source>If you save now:</source>
        <translation>今保存すると:</translation>
    </message>
    <message>
        <source>Wait for the answer of the platform.</source>
        <translation>プラットフォームの応答をお待ちください。</translation>
    </message>
    <message>
        <source>Wait until it is read what stands now.</source>
        <translation>現在の内容を読み込むまでお待ちください。</translation>
    </message>
    <message>
        <source>Enter a login name first.</source>
        <translation>先にログイン名を入力してください。</translation>
    </message>
    <message>
        <source>Enter or generate a password first.</source>
        <translation>先にパスワードを入力するか生成してください。</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>変更がありません。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UserField</name>
    <message>
        <source>Type a part of a name</source>
        <translation>名前の一部を入力</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UserForm</name>
    <message>
        <source>May change everything in this console.</source>
        <translation>このコンソールですべてを変更できます。</translation>
    </message>
    <message>
        <source>May look at everything in this console, and change nothing.</source>
        <translation>このコンソールですべてを閲覧できますが、変更はできません。</translation>
    </message>
    <message>
        <source>May sign in to the tenant’s services, not to this console.</source>
        <translation>テナントのサービスにログインできます。このコンソールは使えません。</translation>
    </message>
    <message>
        <source>May use a &amp;client certificate</source>
        <translation>クライアント証明書を使える(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Must change the password at the next sign-in</source>
        <translation>次のログイン時にパスワードの変更が必要(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Login name</source>
        <translation>ログイン名(&amp;L)</translation>
    </message>
    <message>
        <source>What is typed in to sign in. Capital and small letters do not tell names apart.</source>
        <translation>ログイン時に入力する名前です。大文字と小文字は区別されません。</translation>
    </message>
    <message>
        <source>&amp;Display name</source>
        <translation>表示名(&amp;D)</translation>
    </message>
    <message>
        <source>R&amp;ole</source>
        <translation>役割(&amp;O)</translation>
    </message>
    <message>
        <source>Left empty: the login name</source>
        <translation>空の場合はログイン名</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UserImportDialog</name>
    <message>
        <source>From “%1”.</source>
        <comment>file name</comment>
        <translation>「%1」から。</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>キャンセル(&amp;N)</translation>
    </message>
    <message>
        <source>Import users</source>
        <translation>ユーザーの読み込み</translation>
    </message>
    <message>
        <source>Lines with errors and warnings</source>
        <translation>エラーと警告のある行</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>%1, %2, %3. Nothing is changed before you import it.</source>
        <comment>added; changed; unchanged</comment>
        <translation>%1、%2、%3。読み込むまで何も変更されません。</translation>
    </message>
    <message>
        <source>Wait until the platform has looked at the file.</source>
        <translation>プラットフォームがファイルを確認するまでお待ちください。</translation>
    </message>
    <message>
        <source>The platform has not looked at the file yet.</source>
        <translation>プラットフォームはまだファイルを確認していません。</translation>
    </message>
    <message>
        <source>The import is under way. It is carried through, even if the connection breaks off.</source>
        <translation>読み込み中です。接続が切れても最後まで実行されます。</translation>
    </message>
    <message>
        <source>There are errors in the file.</source>
        <translation>ファイルにエラーがあります。</translation>
    </message>
    <message>
        <source>There is nothing in the file that would change anything.</source>
        <translation>ファイルに変更となる内容がありません。</translation>
    </message>
    <message>
        <source>The platform is looking at the file. Nothing is changed yet.</source>
        <translation>プラットフォームがファイルを確認しています。まだ何も変更されていません。</translation>
    </message>
    <message>
        <source>Importing… This takes a while where there are many passwords.</source>
        <translation>読み込んでいます… パスワードが多いと時間がかかります。</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>読み込む(&amp;I)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines cannot be taken over, so nothing of the file is. Correct them in the file, then choose it again.</source>
        <translation>
            <numerusform>%Ln 行が取り込めないため、ファイル全体を取り込みません。ファイルを直してから、もう一度選んでください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users will be added</source>
        <translation>
            <numerusform>%Ln 人を追加</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln will be changed</source>
        <comment>users</comment>
        <translation>
            <numerusform>%Ln 人を変更</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stay as they are</source>
        <comment>users</comment>
        <translation>
            <numerusform>%Ln 人は変更なし</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %Ln users</source>
        <translation>
            <numerusform>%Ln 人を読み込む(&amp;I)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UserPasswordDialog</name>
    <message>
        <source>New &amp;password</source>
        <translation>新しいパスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Pass it on by a safe way.</source>
        <translation>安全な方法で本人に伝えてください。</translation>
    </message>
    <message>
        <source>&amp;Set password</source>
        <translation>パスワードを設定(&amp;S)</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>キャンセル(&amp;N)</translation>
    </message>
    <message>
        <source>Set a password for %1</source>
        <translation>%1 のパスワードを設定</translation>
    </message>
    <message>
        <source>All that is open for %1 ends: sessions, here and in browsers, and automatic sign-ins. At the next sign-in another password has to be chosen.</source>
        <translation>%1 の開いているセッション（コンソールとブラウザー）と自動ログインはすべて終了します。次のログイン時に別のパスワードを選ぶ必要があります。</translation>
    </message>
    <message>
        <source>All that is open for %1 ends: sessions, here and in browsers, and automatic sign-ins.</source>
        <translation>%1 の開いているセッション（コンソールとブラウザー）と自動ログインはすべて終了します。</translation>
    </message>
    <message>
        <source>The password policy would not let anybody choose this. You can set it all the same; it has to be changed at the next sign-in.</source>
        <translation>パスワードポリシーでは、このパスワードは選べません。それでも設定できますが、次のログイン時に変更が必要です。</translation>
    </message>
    <message>
        <source>Wait for the answer of the platform.</source>
        <translation>プラットフォームの応答をお待ちください。</translation>
    </message>
    <message>
        <source>Enter or generate a password first.</source>
        <translation>先にパスワードを入力するか生成してください。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersFiles</name>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSVファイル (*.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Import users</source>
        <translation>ユーザーの読み込み</translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <comment>users that were added; changed</comment>
        <translation>%1、%2。</translation>
    </message>
    <message>
        <source>Export users</source>
        <translation>ユーザーの書き出し</translation>
    </message>
    <message>
        <source>users.csv</source>
        <comment>file name</comment>
        <translation>users.csv</translation>
    </message>
    <message>
        <source>Nothing was exported: %1</source>
        <translation>書き出しできませんでした: %1</translation>
    </message>
    <message>
        <source>All users were written to “%1”.</source>
        <translation>すべてのユーザーを「%1」に書き出しました。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln users were added</source>
        <translation>
            <numerusform>%Ln 人を追加しました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were changed</source>
        <comment>users</comment>
        <translation>
            <numerusform>%Ln 人を変更しました</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersFilterBar</name>
    <message>
        <source>Search login names and display names</source>
        <translation>ログイン名と表示名を検索</translation>
    </message>
    <message>
        <source>R&amp;ole:</source>
        <translation>役割(&amp;O):</translation>
    </message>
    <message>
        <source>&amp;Show:</source>
        <translation>表示(&amp;S):</translation>
    </message>
    <message>
        <source>Any role</source>
        <translation>すべての役割</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>Must change the password</source>
        <translation>パスワードの変更が必要</translation>
    </message>
    <message>
        <source>May use a client certificate</source>
        <translation>クライアント証明書の使用可</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersPage</name>
    <message>
        <source>Users</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試行(&amp;T)</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>書き出しています…</translation>
    </message>
    <message>
        <source>The users could not be read</source>
        <translation>ユーザーを読み込めませんでした</translation>
    </message>
    <message>
        <source>Reading the users…</source>
        <translation>ユーザーを読み込んでいます…</translation>
    </message>
    <message>
        <source>Nobody is found</source>
        <translation>該当するユーザーがいません</translation>
    </message>
    <message>
        <source>There is no user with such a name, in this role, in this state.</source>
        <translation>この名前・役割・状態に当てはまるユーザーはいません。</translation>
    </message>
    <message>
        <source>Clear the &amp;filter</source>
        <translation>絞り込みを解除(&amp;F)</translation>
    </message>
    <message>
        <source>There is nobody yet</source>
        <translation>まだ誰もいません</translation>
    </message>
    <message>
        <source>Users are listed here once they are added or imported.</source>
        <translation>ユーザーを追加するか読み込むと、ここに表示されます。</translation>
    </message>
    <message>
        <source>Wait until what is under way is done, or stop it.</source>
        <translation>実行中の処理が終わるまで待つか、中止してください。</translation>
    </message>
    <message>
        <source>Wait until the export is done, or stop it.</source>
        <translation>書き出しが終わるまで待つか、中止してください。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み込んでいます…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln users</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users found</source>
        <translation>
            <numerusform>%Ln 人が該当</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking for other passwords:</source>
        <translation>パスワードの変更を要求しています:</translation>
    </message>
    <message>
        <source>Permitting certificates:</source>
        <translation>証明書を許可しています:</translation>
    </message>
    <message>
        <source>Withdrawing permissions:</source>
        <translation>許可を取り消しています:</translation>
    </message>
    <message>
        <source>%1 was added.</source>
        <translation>%1 を追加しました。</translation>
    </message>
    <message>
        <source>&amp;Go to this user</source>
        <translation>このユーザーを表示(&amp;G)</translation>
    </message>
    <message>
        <source>%1 was changed, and it holds from now on.</source>
        <translation>%1 を変更しました。即時に反映されています。</translation>
    </message>
    <message>
        <source>%1 has another password now. All that was open has ended.</source>
        <translation>%1 のパスワードを変更しました。開いていたセッションはすべて終了しました。</translation>
    </message>
    <message>
        <source>Deleting:</source>
        <translation>削除しています:</translation>
    </message>
    <message>
        <source>Signing out:</source>
        <translation>ログアウトしています:</translation>
    </message>
    <message>
        <source>That is so already. Nothing was changed.</source>
        <translation>すでにその状態です。何も変更されていません。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>user; why it failed</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Somebody else has changed this user meanwhile. Refresh, then try again.</source>
        <translation>その間にほかの人がこのユーザーを変更しました。更新してから、もう一度お試しください。</translation>
    </message>
    <message numerus="yes">
        <source>Done for %Ln users.</source>
        <translation>
            <numerusform>%Ln 人について完了しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It failed for %Ln users in all.</source>
        <translation>
            <numerusform>全部で %Ln 人について失敗しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users were not come to.</source>
        <translation>
            <numerusform>%Ln 人は未処理です。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersStatus</name>
    <message>
        <source>Stop</source>
        <comment>what is under way</comment>
        <translation>中止</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <comment>what is under way; how many; of how many</comment>
        <translation>%1 %2 / %3</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersTools</name>
    <message>
        <source>A&amp;dd…</source>
        <translation>追加(&amp;D)…</translation>
    </message>
    <message>
        <source>Adds a user</source>
        <translation>ユーザーを追加します</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>編集(&amp;E)…</translation>
    </message>
    <message>
        <source>Names, role and permissions of the selected user</source>
        <translation>選択したユーザーの名前、役割、許可を編集します</translation>
    </message>
    <message>
        <source>Set &amp;password…</source>
        <translation>パスワードを設定(&amp;P)…</translation>
    </message>
    <message>
        <source>Gives the selected user another password</source>
        <translation>選択したユーザーに別のパスワードを設定します</translation>
    </message>
    <message>
        <source>De&amp;lete…</source>
        <translation>削除(&amp;L)…</translation>
    </message>
    <message>
        <source>Deletes the selected users</source>
        <translation>選択したユーザーを削除します</translation>
    </message>
    <message>
        <source>Must &amp;change the password</source>
        <translation>パスワードの変更を要求(&amp;C)</translation>
    </message>
    <message>
        <source>At the next sign-in the selected users have to choose another password</source>
        <translation>選択したユーザーは、次のログイン時に別のパスワードを選ぶ必要があります</translation>
    </message>
    <message>
        <source>Permi&amp;t client certificates</source>
        <translation>クライアント証明書を許可(&amp;T)</translation>
    </message>
    <message>
        <source>The selected users may have a client certificate and come in by it</source>
        <translation>選択したユーザーはクライアント証明書を持ち、それでアクセスできます</translation>
    </message>
    <message>
        <source>&amp;Withdraw the permission for client certificates</source>
        <translation>クライアント証明書の許可を取り消す(&amp;W)</translation>
    </message>
    <message>
        <source>The selected users do not come in by a client certificate any more</source>
        <translation>選択したユーザーはクライアント証明書でアクセスできなくなります</translation>
    </message>
    <message>
        <source>&amp;Sign out everywhere…</source>
        <translation>すべてログアウト(&amp;S)…</translation>
    </message>
    <message>
        <source>Ends all that the selected users have open</source>
        <translation>選択したユーザーが開いているものをすべて終了します</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <comment>things to do</comment>
        <translation>その他(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>読み込み(&amp;I)…</translation>
    </message>
    <message>
        <source>Reads a CSV file and shows what would be added and changed before anything is</source>
        <translation>CSVファイルを読み、追加・変更される内容を事前に表示します</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>書き出し(&amp;X)…</translation>
    </message>
    <message>
        <source>Writes all users to a CSV file</source>
        <translation>すべてのユーザーをCSVファイルに書き出します</translation>
    </message>
    <message>
        <source>More that can be done about the selected users</source>
        <translation>選択したユーザーに対するその他の操作</translation>
    </message>
    <message>
        <source>Select a user first.</source>
        <translation>先にユーザーを選択してください。</translation>
    </message>
    <message>
        <source>Select one user only.</source>
        <translation>1人だけ選択してください。</translation>
    </message>
    <message>
        <source>Without an administrator nobody could change anything any more. Give somebody else this role first.</source>
        <translation>管理者がいないと、誰も何も変更できなくなります。先にほかの人をこの役割にしてください。</translation>
    </message>
    <message>
        <source>You cannot delete yourself. Another administrator can.</source>
        <translation>自分自身は削除できません。ほかの管理者に依頼してください。</translation>
    </message>
    <message>
        <source>This is the last administrator. Give somebody else this role first.</source>
        <translation>最後の管理者です。先にほかの人をこの役割にしてください。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersView</name>
    <message>
        <source>Users, by login name</source>
        <translation>ユーザー（ログイン名順）</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::VerdictBar</name>
    <message>
        <source>Deta&amp;ils…</source>
        <translation>詳細(&amp;I)…</translation>
    </message>
    <message>
        <source>All that is known of the sealed bundles</source>
        <translation>封印付きバンドルについて分かっているすべて</translation>
    </message>
    <message>
        <source>Checking the sealed bundles</source>
        <translation>封印付きバンドルを検査しています</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>閉じる(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Go to &amp;number %1</source>
        <translation>番号%1へ移動(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>検査(&amp;C)</translation>
    </message>
    <message>
        <source>Choose a &amp;key file…</source>
        <translation>鍵ファイルを選ぶ(&amp;Y)…</translation>
    </message>
    <message>
        <source>“%1” – %2</source>
        <comment>file; verdict</comment>
        <translation>「%1」– %2</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <comment>how many; verdict</comment>
        <translation>%2 %1件</translation>
    </message>
    <message numerus="yes">
        <source>Checking what %Ln sealed bundles prove…</source>
        <translation>
            <numerusform>封印付きバンドル%Ln件を検査しています…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sealed bundles: %1.</source>
        <translation>
            <numerusform>封印付きバンドル%Ln件: %1。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::VerdictDialog</name>
    <message>
        <source>The log’s first event</source>
        <translation>ログの最初のイベント</translation>
    </message>
    <message>
        <source>Later in the log; what came before is not part of the bundle</source>
        <translation>ログの途中。それより前はバンドルに含まれません</translation>
    </message>
    <message>
        <source>Right behind what was deleted by retention, which is signed</source>
        <translation>保存期間により削除された部分の直後(署名済み)</translation>
    </message>
    <message>
        <source>Sealed bundles</source>
        <translation>封印付きバンドル</translation>
    </message>
    <message>
        <source>Sealed bundles of this window</source>
        <translation>このウィンドウの封印付きバンドル</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Choose a &amp;key file…</source>
        <translation>鍵ファイルを選ぶ(&amp;Y)…</translation>
    </message>
    <message>
        <source>Check &amp;again</source>
        <translation>もう一度検査(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>“%1” – %2</source>
        <comment>file; verdict</comment>
        <translation>「%1」– %2</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Log of</source>
        <translation>テナント</translation>
    </message>
    <message>
        <source>Log’s id</source>
        <translation>ログのID</translation>
    </message>
    <message>
        <source>First event</source>
        <translation>最初のイベント</translation>
    </message>
    <message>
        <source>Last event</source>
        <translation>最後のイベント</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント数</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>始まり</translation>
    </message>
    <message>
        <source>Hash of the last event</source>
        <translation>最後のイベントのハッシュ</translation>
    </message>
    <message>
        <source>The log went up to</source>
        <translation>書き出し時のログの末尾</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>署名日時</translation>
    </message>
    <message>
        <source>Signed by the key</source>
        <translation>署名した鍵</translation>
    </message>
    <message>
        <source>That key is</source>
        <translation>その鍵</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Events checked</source>
        <translation>検査したイベント</translation>
    </message>
    <message>
        <source>Checkpoints checked</source>
        <translation>検査したチェックポイント</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>署名</translation>
    </message>
    <message>
        <source>Not right: the log, its events and times are only what the bundle says of itself</source>
        <translation>正しくありません。ログ、イベント、日時はバンドル自身の申告にすぎません</translation>
    </message>
    <message>
        <source>Says it was signed at</source>
        <translation>署名日時(自己申告)</translation>
    </message>
    <message>
        <source>Says it is signed by the key</source>
        <translation>署名した鍵(自己申告)</translation>
    </message>
    <message>
        <source>Choose ch&amp;eckpoint files…</source>
        <translation>チェックポイントのファイルを選択(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Leave the checkpoints out</source>
        <translation>チェックポイントを外す(&amp;L)</translation>
    </message>
    <message>
        <source>The log’s public key, as the console saves it or somebody has given it to you</source>
        <translation>コンソールで保存した、または誰かから受け取ったログの公開鍵</translation>
    </message>
    <message>
        <source>Mails that brought the log’s checkpoints, as your mail program saves them, or the files that were attached to them</source>
        <translation>ログのチェックポイントが届いたメールをメールソフトで保存したもの、またはその添付ファイル</translation>
    </message>
    <message>
        <source>Judges the bundles by the keys alone</source>
        <translation>鍵だけでバンドルを判定します</translation>
    </message>
    <message>
        <source>There are none: no checkpoint file was chosen</source>
        <translation>チェックポイントのファイルが選択されていません</translation>
    </message>
    <message>
        <source>Checkpoints from outside</source>
        <translation>外部のチェックポイント</translation>
    </message>
    <message>
        <source>none of this log was chosen</source>
        <translation>このログのものは選択されていません</translation>
    </message>
    <message>
        <source>%1 of %2 fit</source>
        <translation>%2件中%1件が一致</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::VisitForm</name>
    <message>
        <source>The one of %1, revoked on %2</source>
        <comment>days</comment>
        <translation>%1 発行、%2 失効</translation>
    </message>
    <message>
        <source>The one of %1, valid until %2</source>
        <comment>days</comment>
        <translation>%1 発行、%2 まで有効</translation>
    </message>
    <message>
        <source>&amp;To which host</source>
        <translation>接続先のホスト(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;From which address</source>
        <translation>接続元のアドレス(&amp;F)</translation>
    </message>
    <message>
        <source>Empty: one that cannot be told</source>
        <translation>空の場合：判別できないアドレス</translation>
    </message>
    <message>
        <source>With which &amp;user name and password</source>
        <translation>ユーザー名とパスワード(&amp;U)</translation>
    </message>
    <message>
        <source>By &amp;whom</source>
        <translation>誰が(&amp;W)</translation>
    </message>
    <message>
        <source>Empty: somebody who may use certificates</source>
        <translation>空の場合：証明書を使える人</translation>
    </message>
    <message>
        <source>With which &amp;certificate</source>
        <translation>証明書(&amp;C)</translation>
    </message>
    <message>
        <source>Wh&amp;en</source>
        <translation>日時(&amp;E)</translation>
    </message>
    <message>
        <source>At what t&amp;ime</source>
        <translation>時刻の指定(&amp;I)</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>The right ones</source>
        <translation>正しい組</translation>
    </message>
    <message>
        <source>Those of the second pair</source>
        <translation>2組目</translation>
    </message>
    <message>
        <source>Wrong ones</source>
        <translation>誤った組</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>今</translation>
    </message>
    <message>
        <source>At another time…</source>
        <translation>別の日時…</translation>
    </message>
    <message>
        <source>The main host</source>
        <translation>メインホスト</translation>
    </message>
    <message>
        <source>The main host, %1</source>
        <translation>メインホスト %1</translation>
    </message>
    <message>
        <source>The secure host</source>
        <translation>セキュアホスト</translation>
    </message>
    <message>
        <source>The secure host, %1</source>
        <translation>セキュアホスト %1</translation>
    </message>
    <message>
        <source>Reading the certificates…</source>
        <translation>証明書を読み込んでいます…</translation>
    </message>
    <message>
        <source>The certificates could not be read: %1</source>
        <translation>証明書を読み込めませんでした: %1</translation>
    </message>
    <message>
        <source>No certificate was issued to this user.</source>
        <translation>このユーザーには証明書が発行されていません。</translation>
    </message>
    <message>
        <source>Any that is valid</source>
        <translation>有効なもの</translation>
    </message>
    <message>
        <source>Any that has expired</source>
        <translation>期限切れのもの</translation>
    </message>
    <message>
        <source>Any that is revoked</source>
        <translation>失効したもの</translation>
    </message>
    <message>
        <source>One of another tenant</source>
        <translation>別のテナントのもの</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::WhoGetsInPage</name>
    <message>
        <source>Presets</source>
        <translation>プリセット</translation>
    </message>
    <message>
        <source>Who gets in</source>
        <translation>誰が入れるか</translation>
    </message>
    <message>
        <source>Each sets all that it needs in one step, after a review of what changes. The list, and the user name and password, stay as they are.</source>
        <translation>変更内容を確認したあと、必要な設定をまとめて一度に適用します。許可リストとユーザー名・パスワードはそのまま残ります。</translation>
    </message>
    <message>
        <source>Each sets all that it needs in one step. Only an administrator can set one.</source>
        <translation>必要な設定をまとめて一度に適用します。適用できるのは管理者だけです。</translation>
    </message>
    <message>
        <source>Your edits change nothing for anybody in these situations. They are not in force yet.</source>
        <translation>編集した内容では、以下の扱いは誰についても変わりません。まだ反映されていません。</translation>
    </message>
    <message>
        <source>In force now, by the preset “%1”.</source>
        <translation>現在の設定です。プリセット「%1」のとおりです。</translation>
    </message>
    <message>
        <source>In force now, by a combination of your own that is none of the four presets.</source>
        <translation>現在の設定です。4つのプリセットのどれとも異なる独自の組み合わせです。</translation>
    </message>
    <message>
        <source>Ways to look at it</source>
        <translation>表示のしかた</translation>
    </message>
    <message>
        <source>Every case</source>
        <translation>すべての場合</translation>
    </message>
    <message>
        <source>Make up a visit</source>
        <translation>アクセスを想定する</translation>
    </message>
    <message numerus="yes">
        <source>With your edits, people are met differently in %Ln of these situations. Nothing of it is in force before you apply it.</source>
        <translation>
            <numerusform>編集した内容を適用すると、以下のうち%Ln件で扱いが変わります。適用するまでは反映されません。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::Workspace</name>
    <message>
        <source>You are signed in as %1: you can look at what your role may see, and change nothing.</source>
        <translation>%1としてログインしています。ロールに許可された内容を表示できますが、変更はできません。</translation>
    </message>
    <message>
        <source>Your password has expired. When you sign in next, you have to choose another.</source>
        <translation>パスワードの有効期間が切れています。次回ログイン時に別のパスワードを設定する必要があります。</translation>
    </message>
    <message>
        <source>Your password expires at %1.</source>
        <translation>パスワードの有効期間は%1に切れます。</translation>
    </message>
    <message>
        <source>Change password…</source>
        <translation>パスワードを変更…</translation>
    </message>
    <message>
        <source>You look at %1 as platform staff until %2; every view is written to its log.</source>
        <translation>プラットフォームの担当者として%1を%2まで閲覧しています。すべての閲覧はテナントのログに記録されます。</translation>
    </message>
    <message>
        <source>You look at %1 as platform staff; every view is written to its log.</source>
        <translation>プラットフォームの担当者として%1を閲覧しています。すべての閲覧はテナントのログに記録されます。</translation>
    </message>
    <message>
        <source>The audit log is signed with another key than the one seen first on %1. Whoever exchanged it could have rewritten the log. Ask the platform’s operator before you trust it.</source>
        <translation>監査ログは、%1に最初に確認した鍵とは別の鍵で署名されています。鍵を取り替えた者はログを書き換えられた可能性があります。信頼する前にプラットフォームの運営者に確認してください。</translation>
    </message>
    <message>
        <source>The audit log had a key on %1, and now it has none: nothing new is signed. Ask the platform’s operator why.</source>
        <translation>監査ログには%1に鍵がありましたが、今はありません。新しいものは署名されません。理由をプラットフォームの運営者に確認してください。</translation>
    </message>
    <message>
        <source>&amp;Look at the keys</source>
        <translation>鍵を見る(&amp;L)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ZoneChooser</name>
    <message>
        <source>This computer: %1</source>
        <comment>time zone</comment>
        <translation>このコンピューター: %1</translation>
    </message>
    <message>
        <source>UTC</source>
        <comment>time zone</comment>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Time zone of the times shown</source>
        <translation>表示する時刻のタイムゾーン</translation>
    </message>
</context>
</TS>
