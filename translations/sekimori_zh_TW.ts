<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="en">
<context>
    <name>Access</name>
    <message>
        <source>The address is listed.</source>
        <translation>位址在清單中。</translation>
    </message>
    <message>
        <source>The address is not listed.</source>
        <translation>位址不在清單中。</translation>
    </message>
    <message>
        <source>An address that cannot be told counts as not listed.</source>
        <translation>無法得知的位址視為不在清單中。</translation>
    </message>
    <message>
        <source>The user name and password are right.</source>
        <translation>使用者名稱與密碼正確。</translation>
    </message>
    <message>
        <source>A wrong user name or password is asked for again.</source>
        <translation>使用者名稱或密碼錯誤時會再次要求輸入。</translation>
    </message>
    <message>
        <source>Listed by %1.</source>
        <comment>network</comment>
        <translation>由 %1 列入清單。</translation>
    </message>
    <message>
        <source>Listed as “%1” (%2).</source>
        <comment>memo, network</comment>
        <translation>以「%1」(%2) 列入清單。</translation>
    </message>
    <message>
        <source>The certificate is valid and its user is permitted. Signing in is possible as that user only.</source>
        <translation>憑證有效，且其使用者已獲許可。只能以該使用者登入。</translation>
    </message>
    <message>
        <source>The certificate is valid and its user is permitted. Signing in is possible as any user.</source>
        <translation>憑證有效，且其使用者已獲許可。可以任何使用者登入。</translation>
    </message>
    <message>
        <source>You, now</source>
        <translation>您（現在）</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>任何人</translation>
    </message>
    <message>
        <source>With the right user name and password</source>
        <translation>輸入正確使用者名稱與密碼的人</translation>
    </message>
    <message>
        <source>With a wrong user name or password</source>
        <translation>輸入錯誤使用者名稱或密碼的人</translation>
    </message>
    <message>
        <source>With a valid certificate</source>
        <translation>持有有效憑證的人</translation>
    </message>
    <message>
        <source>With an expired certificate</source>
        <translation>持有已過期憑證的人</translation>
    </message>
    <message>
        <source>With a revoked certificate</source>
        <translation>持有已撤銷憑證的人</translation>
    </message>
    <message>
        <source>With a certificate that was not issued here</source>
        <translation>持有非本處核發憑證的人</translation>
    </message>
    <message>
        <source>Without a certificate</source>
        <translation>沒有憑證的人</translation>
    </message>
    <message>
        <source>A listed address</source>
        <translation>清單中的位址</translation>
    </message>
    <message>
        <source>An address that is not listed</source>
        <translation>不在清單中的位址</translation>
    </message>
    <message>
        <source>An address that cannot be told</source>
        <translation>無法得知的位址</translation>
    </message>
    <message>
        <source>Any address</source>
        <translation>任何位址</translation>
    </message>
    <message>
        <source>Cannot happen</source>
        <translation>不會發生</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>允許進入</translation>
    </message>
    <message>
        <source>Asked for user name and password (401)</source>
        <translation>要求使用者名稱與密碼 (401)</translation>
    </message>
    <message>
        <source>Refused (403)</source>
        <translation>拒絕 (403)</translation>
    </message>
    <message>
        <source>Refused, certificate needed (496)</source>
        <translation>拒絕，需要憑證 (496)</translation>
    </message>
    <message>
        <source>The list is empty, so there is no such address.</source>
        <translation>清單是空的，因此沒有這樣的位址。</translation>
    </message>
    <message>
        <source>The list covers every address, so there is no other.</source>
        <translation>清單涵蓋所有位址，因此沒有其他位址。</translation>
    </message>
    <message>
        <source>Deny all, with Basic authentication</source>
        <comment>preset</comment>
        <translation>全部拒絕＋Basic驗證</translation>
    </message>
    <message>
        <source>Listed addresses only</source>
        <comment>preset</comment>
        <translation>僅限清單中的位址</translation>
    </message>
    <message>
        <source>Listed addresses, others with Basic authentication</source>
        <comment>preset</comment>
        <translation>清單中的位址，其他使用Basic驗證</translation>
    </message>
    <message>
        <source>Listed addresses, others with client certificates</source>
        <comment>preset</comment>
        <translation>清單中的位址，其他使用用戶端憑證</translation>
    </message>
    <message>
        <source>Everybody is asked for the shared user name and password, from whatever address.</source>
        <translation>無論從哪個位址，所有人都會被要求輸入共用的使用者名稱與密碼。</translation>
    </message>
    <message>
        <source>Addresses in the list are let in. Everybody else is refused.</source>
        <translation>清單中的位址可以進入，其他一律拒絕。</translation>
    </message>
    <message>
        <source>Addresses in the list are let in. Everybody else is asked for the shared user name and password.</source>
        <translation>清單中的位址可以進入，其他會被要求輸入共用的使用者名稱與密碼。</translation>
    </message>
    <message>
        <source>Addresses in the list are let in. Everybody else needs a client certificate, at the secure host.</source>
        <translation>清單中的位址可以進入，其他須在安全主機出示用戶端憑證。</translation>
    </message>
</context>
<context>
    <name>AccessTable</name>
    <message>
        <source>Who comes</source>
        <comment>column</comment>
        <translation>誰</translation>
    </message>
    <message>
        <source>With or without a certificate</source>
        <translation>無論有無憑證</translation>
    </message>
    <message>
        <source>From where</source>
        <comment>column</comment>
        <translation>從哪裡</translation>
    </message>
    <message>
        <source>In force now</source>
        <comment>column</comment>
        <translation>目前生效</translation>
    </message>
    <message>
        <source>With your edits</source>
        <comment>column</comment>
        <translation>套用編輯後</translation>
    </message>
    <message>
        <source>What happens</source>
        <comment>column</comment>
        <translation>結果</translation>
    </message>
    <message>
        <source>Why</source>
        <comment>column</comment>
        <translation>原因</translation>
    </message>
    <message>
        <source>%1, a change from: %2</source>
        <translation>%1（變更前：%2）</translation>
    </message>
</context>
<context>
    <name>Age</name>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message numerus="yes">
        <source>%Ln days ago</source>
        <translation>
            <numerusform>%Ln天前</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>As far as was counted, this would have been no mail in the last 7 days.</source>
        <translation>就已計算的部分，過去 7 天不會有郵件。</translation>
    </message>
    <message>
        <source>In the last 7 days this would have been no mail.</source>
        <translation>過去 7 天不會有郵件。</translation>
    </message>
    <message>
        <source>%1 (%2).</source>
        <comment>mails (events)</comment>
        <translation>%1（%2）。</translation>
    </message>
    <message>
        <source>%1 (%2, %3 held back).</source>
        <comment>mails (events, mails held back)</comment>
        <translation>%1（%2，保留 %3 封）。</translation>
    </message>
    <message>
        <source>Waiting</source>
        <comment>mail</comment>
        <translation>等候中</translation>
    </message>
    <message>
        <source>Being sent</source>
        <comment>mail</comment>
        <translation>傳送中</translation>
    </message>
    <message>
        <source>Sent</source>
        <comment>mail</comment>
        <translation>已傳送</translation>
    </message>
    <message>
        <source>Given up</source>
        <comment>mail</comment>
        <translation>已放棄</translation>
    </message>
    <message>
        <source>Refused</source>
        <comment>mail</comment>
        <translation>遭拒</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>警示</translation>
    </message>
    <message>
        <source>Test mail</source>
        <translation>測試郵件</translation>
    </message>
    <message>
        <source>Reminder of what ends</source>
        <translation>到期提醒</translation>
    </message>
    <message>
        <source>Daily checkpoint</source>
        <translation>每日檢查點</translation>
    </message>
    <message>
        <source>Rule “%1”</source>
        <translation>規則「%1」</translation>
    </message>
    <message>
        <source>%1 (test)</source>
        <comment>level or rule</comment>
        <translation>%1（測試）</translation>
    </message>
    <message>
        <source>Number %1</source>
        <translation>編號 %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>address: state</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between counts</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>Not now: will be tried again</source>
        <translation>暫緩：將再試</translation>
    </message>
    <message>
        <source>A real event would now go to the same people.</source>
        <translation>若現在發生事件，會寄給相同的人。</translation>
    </message>
    <message>
        <source>not to %1</source>
        <comment>addresses</comment>
        <translation>不會寄給 %1</translation>
    </message>
    <message>
        <source>but to %1</source>
        <comment>addresses</comment>
        <translation>會寄給 %1</translation>
    </message>
    <message>
        <source>Not applied yet: a real event would now go %1.</source>
        <comment>not to …, but to …</comment>
        <translation>尚未套用：若現在發生事件，%1。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts</comment>
        <translation>，</translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>%Ln 個等候中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln being sent</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>%Ln 個傳送中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sent</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>%Ln 個已傳送</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln given up</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>%Ln 個已放棄</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>%Ln 個遭拒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days this would have been at least %Ln mails</source>
        <translation>
            <numerusform>過去 7 天至少會有 %Ln 封郵件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days this would have been %Ln mails</source>
        <translation>
            <numerusform>過去 7 天會有 %Ln 封郵件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln events</source>
        <translation>
            <numerusform>約 %Ln 個事件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln mails</source>
        <translation>
            <numerusform>至少 %Ln 封</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mails</source>
        <translation>
            <numerusform>%Ln 封</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events, numbers %1 to %2</source>
        <translation>
            <numerusform>%Ln 個事件，編號 %1 至 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Not applied yet: a real event would now go to the same people, but by another filter.</source>
        <translation>尚未套用：若現在發生事件，會寄給相同的人，但依另一個篩選條件。</translation>
    </message>
    <message>
        <source>by another filter</source>
        <translation>依另一個篩選條件</translation>
    </message>
    <message>
        <source>Not known whether it was taken: will be tried again</source>
        <translation>不確定是否已收下：將再試</translation>
    </message>
    <message numerus="yes">
        <source>%Ln mails wait to be delivered, the oldest since %1</source>
        <translation>
            <numerusform>有 %Ln 封郵件等候寄送，最早自 %1 起</numerusform>
        </translation>
    </message>
    <message>
        <source>They are tried again for 3 days. The newest answer: %1</source>
        <translation>3 天內會持續再試。最新的回應：%1</translation>
    </message>
    <message>
        <source>No mail server is set</source>
        <translation>尚未設定郵件伺服器</translation>
    </message>
    <message>
        <source>Until the platform’s operator sets one, nobody is told of anything by mail. What is to be sent waits, for 3 days at most.</source>
        <translation>在平台營運者設定之前，不會以郵件通知任何人。待傳送的郵件最長等候 3 天。</translation>
    </message>
    <message>
        <source>Off by the settings in force: a real event would now go to nobody.</source>
        <translation>依目前生效的設定為關閉：若現在發生事件，不會寄給任何人。</translation>
    </message>
    <message>
        <source>Not applied yet: a real event would now go to nobody by this rule.</source>
        <translation>尚未套用：若現在發生事件，此規則不會寄給任何人。</translation>
    </message>
</context>
<context>
    <name>Archives</name>
    <message>
        <source>Open</source>
        <comment>month to which events are added</comment>
        <translation>記錄中</translation>
    </message>
    <message>
        <source>Closed</source>
        <comment>month in a file</comment>
        <translation>已封存</translation>
    </message>
    <message>
        <source>Damaged</source>
        <comment>month whose file was changed</comment>
        <translation>損毀</translation>
    </message>
    <message>
        <source>none</source>
        <comment>numbers of events</comment>
        <translation>無</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>numbers of events</comment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>not yet</source>
        <comment>month was closed</comment>
        <translation>尚未</translation>
    </message>
    <message>
        <source>Month</source>
        <comment>column</comment>
        <translation>月份</translation>
    </message>
    <message>
        <source>State</source>
        <comment>column</comment>
        <translation>狀態</translation>
    </message>
    <message>
        <source>Events</source>
        <comment>column: how many</comment>
        <translation>事件數</translation>
    </message>
    <message>
        <source>Numbers</source>
        <comment>column: of events</comment>
        <translation>編號</translation>
    </message>
    <message>
        <source>Size</source>
        <comment>column</comment>
        <translation>大小</translation>
    </message>
    <message>
        <source>Span of time: %1</source>
        <comment>column; time zone</comment>
        <translation>期間：%1</translation>
    </message>
    <message>
        <source>Closed at</source>
        <comment>column: time</comment>
        <translation>封存時間</translation>
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
        <translation>所有位址都能連到登入頁面</translation>
    </message>
    <message>
        <source>List your own networks, or deny all and let people in by a shared name and password.</source>
        <translation>請登錄您的網路，或全部拒絕並以共用的名稱與密碼放行。</translation>
    </message>
    <message>
        <source>They repeat others, lie inside others, or have host bits set. One click does it.</source>
        <translation>有重複、被其他範圍包含，或留有主機位元。按一下即可整理。</translation>
    </message>
    <message>
        <source>Everybody who ever knew it can still use it. With a second pair you change it without shutting anybody out.</source>
        <translation>曾經知道的人現在仍可使用。利用第二組即可在不影響任何人的情況下變更。</translation>
    </message>
    <message>
        <source>The second pair has ended and is still listed</source>
        <translation>第二組已到期，但仍留在設定中</translation>
    </message>
    <message>
        <source>It was valid until %1 and lets nobody in any more. Remove it.</source>
        <translation>有效期至 %1，已無法放行任何人。請移除。</translation>
    </message>
    <message>
        <source>The second pair ends in less than a day</source>
        <translation>第二組將在一天內到期</translation>
    </message>
    <message>
        <source>Whoever still uses it at %1 is asked for the other one from then on.</source>
        <translation>%1 時仍在使用的人，之後會被要求輸入另一組。</translation>
    </message>
    <message>
        <source>Your own way in may end with the second pair</source>
        <translation>第二組到期後，您可能無法進入</translation>
    </message>
    <message>
        <source>Both pairs have the user name “%1”. If this console uses the second one, enter the other before %2.</source>
        <translation>兩組的使用者名稱都是「%1」。若此主控台使用第二組，請在 %2 前輸入另一組。</translation>
    </message>
    <message>
        <source>Your own way in ends with the second pair</source>
        <translation>第二組到期後，您將無法進入</translation>
    </message>
    <message>
        <source>This console is let in as “%1” until %2. Enter the other pair before, or list your address %3.</source>
        <translation>此主控台以「%1」放行至 %2。請在此之前輸入另一組，或登錄您的位址 %3。</translation>
    </message>
    <message>
        <source>The sign-in page gives names away</source>
        <translation>登入頁面會洩漏名稱</translation>
    </message>
    <message>
        <source>It completes login names, and every address reaches it.</source>
        <translation>登入名稱會自動填入，而所有位址都能連到。</translation>
    </message>
    <message>
        <source>The platform’s staff may look at this tenant</source>
        <translation>平台人員可檢視此租戶</translation>
    </message>
    <message>
        <source>It is allowed until %1. Every view is written to the audit log.</source>
        <translation>允許至 %1。每次檢視都會寫入稽核記錄。</translation>
    </message>
    <message>
        <source>Nobody is told of critical events</source>
        <translation>嚴重事件不會通知任何人</translation>
    </message>
    <message>
        <source>There is no mail address for the level “Critical”. What happens at night is seen when somebody looks.</source>
        <translation>等級「嚴重」沒有郵件地址。夜間發生的事要等有人查看才會發現。</translation>
    </message>
    <message>
        <source>Events are kept for six weeks only</source>
        <translation>事件僅保留六週</translation>
    </message>
    <message>
        <source>Break-ins are often noticed later than that.</source>
        <translation>入侵往往更晚才會被發現。</translation>
    </message>
    <message>
        <source>The audit log says what happened.</source>
        <translation>稽核記錄中有詳細內容。</translation>
    </message>
    <message>
        <source>Somebody may be guessing passwords. The audit log says for whom and from where.</source>
        <translation>可能有人在猜密碼。稽核記錄中有對象與連線來源。</translation>
    </message>
    <message>
        <source>Somebody may be guessing it, or uses an old one. The audit log says from where.</source>
        <translation>可能有人在猜測，或仍在使用舊密碼。稽核記錄中有連線來源。</translation>
    </message>
    <message>
        <source>Whoever has no other by then does not get in by certificate any more.</source>
        <translation>屆時沒有新憑證的人將無法再以憑證進入。</translation>
    </message>
    <message>
        <source>They do not get in by certificate. Issue others, or end the permission.</source>
        <translation>他們無法以憑證進入。請重新核發，或取消許可。</translation>
    </message>
    <message>
        <source>The certificate authority has ended</source>
        <translation>憑證授權單位已到期</translation>
    </message>
    <message>
        <source>From %1 on, none of its certificates lets anybody in.</source>
        <translation>自 %1 起，其核發的憑證均無法進入。</translation>
    </message>
    <message>
        <source>The list of revoked certificates was not renewed</source>
        <translation>撤銷清單未更新</translation>
    </message>
    <message>
        <source>It ends at %1. Servers that check it refuse every certificate then; ask the platform’s operator.</source>
        <translation>有效至 %1。之後檢查清單的伺服器會拒絕所有憑證；請洽平台營運者。</translation>
    </message>
    <message>
        <source>The audit log was altered at number %1</source>
        <translation>稽核記錄在編號 %1 處遭竄改</translation>
    </message>
    <message>
        <source>The audit log was altered</source>
        <translation>稽核記錄遭竄改</translation>
    </message>
    <message>
        <source>The platform’s own check of the chain of events has failed. Save what you have, and ask the platform’s operator.</source>
        <translation>平台對事件鏈的自我檢查失敗。請先儲存現有資料，並詢問平台營運者。</translation>
    </message>
    <message>
        <source>Somebody was to be told of something and was not. The delivery log says what the mail server answered.</source>
        <translation>有人應收到通知卻未收到。寄送記錄載有郵件伺服器的回應。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries of the address list can be tidied up</source>
        <translation>
            <numerusform>位址清單中有%Ln個項目可以整理</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The shared password is %Ln days old</source>
        <translation>
            <numerusform>共用密碼已使用%Ln天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The second pair ends in %Ln days</source>
        <translation>
            <numerusform>第二組將在%Ln天後到期</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln critical events in the last 24 hours</source>
        <translation>
            <numerusform>過去24小時有%Ln個嚴重事件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed sign-ins in the last 24 hours</source>
        <translation>
            <numerusform>過去24小時登入失敗%Ln次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln times a wrong shared password in the last 24 hours</source>
        <translation>
            <numerusform>過去24小時共用密碼錯誤%Ln次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mails could not be delivered in the last 24 hours</source>
        <translation>
            <numerusform>過去 24 小時有 %Ln 封郵件無法寄達</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificates end within 90 days</source>
        <translation>
            <numerusform>%Ln 張憑證將在 90 天內到期</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people have an expired certificate</source>
        <translation>
            <numerusform>%Ln 人的憑證已過期</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The certificate authority ends in %Ln days</source>
        <translation>
            <numerusform>憑證授權單位將在 %Ln 天後到期</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing proves the audit log from number %1 on</source>
        <translation>從編號 %1 起，沒有任何東西能證明稽核記錄</translation>
    </message>
    <message>
        <source>Its checkpoints were gone when the platform began to sign. Save what you have, and ask the platform’s operator.</source>
        <translation>平台開始簽章時，其檢查點已經不見。請先儲存現有資料，並詢問平台營運者。</translation>
    </message>
</context>
<context>
    <name>AuditEvents</name>
    <message>
        <source>Date and time: %1</source>
        <comment>column; time zone</comment>
        <translation>日期時間：%1</translation>
    </message>
    <message>
        <source>Level</source>
        <comment>column</comment>
        <translation>等級</translation>
    </message>
    <message>
        <source>User</source>
        <comment>column</comment>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Accessed from</source>
        <comment>column</comment>
        <translation>連線來源</translation>
    </message>
    <message>
        <source>Service</source>
        <comment>column</comment>
        <translation>服務</translation>
    </message>
    <message>
        <source>Module</source>
        <comment>column</comment>
        <translation>模組</translation>
    </message>
    <message>
        <source>Action</source>
        <comment>column</comment>
        <translation>動作</translation>
    </message>
    <message>
        <source>Result</source>
        <comment>column</comment>
        <translation>結果</translation>
    </message>
    <message>
        <source>Information</source>
        <comment>level of an event</comment>
        <translation>資訊</translation>
    </message>
    <message>
        <source>Notice</source>
        <comment>level of an event</comment>
        <translation>注意</translation>
    </message>
    <message>
        <source>Warning</source>
        <comment>level of an event</comment>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <comment>level of an event</comment>
        <translation>錯誤</translation>
    </message>
    <message>
        <source>Critical</source>
        <comment>level of an event</comment>
        <translation>嚴重</translation>
    </message>
    <message>
        <source>Date and time</source>
        <comment>column</comment>
        <translation>日期時間</translation>
    </message>
    <message>
        <source>Complement</source>
        <comment>column</comment>
        <translation>補充</translation>
    </message>
    <message>
        <source>Number</source>
        <comment>column</comment>
        <translation>編號</translation>
    </message>
    <message>
        <source>File</source>
        <comment>column</comment>
        <translation>檔案</translation>
    </message>
    <message>
        <source>Line</source>
        <comment>column</comment>
        <translation>行</translation>
    </message>
    <message>
        <source>Surplus fields</source>
        <comment>column</comment>
        <translation>多餘欄位</translation>
    </message>
</context>
<context>
    <name>AuditExport</name>
    <message>
        <source>The file “%1” could not be written: %2</source>
        <translation>無法寫入檔案「%1」：%2</translation>
    </message>
</context>
<context>
    <name>Certificates</name>
    <message>
        <source>Login name</source>
        <comment>column</comment>
        <translation>登入名稱</translation>
    </message>
    <message>
        <source>Name</source>
        <comment>column</comment>
        <translation>名稱</translation>
    </message>
    <message>
        <source>Certificate</source>
        <comment>column</comment>
        <translation>憑證</translation>
    </message>
    <message>
        <source>Ends: %1</source>
        <comment>column; time zone</comment>
        <translation>有效期限：%1</translation>
    </message>
    <message>
        <source>Permission</source>
        <comment>column</comment>
        <translation>許可</translation>
    </message>
    <message>
        <source>Permitted</source>
        <comment>to come in by certificate</comment>
        <translation>已許可</translation>
    </message>
    <message>
        <source>Not permitted</source>
        <comment>to come in by certificate</comment>
        <translation>未許可</translation>
    </message>
    <message>
        <source>File</source>
        <comment>column</comment>
        <translation>檔案</translation>
    </message>
    <message>
        <source>Not issued</source>
        <comment>state of a certificate</comment>
        <translation>未核發</translation>
    </message>
    <message>
        <source>Valid</source>
        <comment>state of a certificate</comment>
        <translation>有效</translation>
    </message>
    <message>
        <source>Expiring</source>
        <comment>state of a certificate</comment>
        <translation>即將到期</translation>
    </message>
    <message>
        <source>Expired</source>
        <comment>state of a certificate</comment>
        <translation>已過期</translation>
    </message>
    <message>
        <source>Revoked</source>
        <comment>state of a certificate</comment>
        <translation>已撤銷</translation>
    </message>
    <message>
        <source>Revoked: %1</source>
        <comment>reason</comment>
        <translation>已撤銷：%1</translation>
    </message>
    <message>
        <source>Fetched on %1</source>
        <comment>day</comment>
        <translation>已於 %1 取走</translation>
    </message>
    <message>
        <source>Can be fetched until %1</source>
        <comment>day</comment>
        <translation>可取至 %1</translation>
    </message>
    <message>
        <source>Not kept any more</source>
        <comment>file</comment>
        <translation>不再保留</translation>
    </message>
    <message>
        <source>Modern</source>
        <comment>profile of a certificate&apos;s file</comment>
        <translation>新式</translation>
    </message>
    <message>
        <source>Compatible</source>
        <comment>profile of a certificate&apos;s file</comment>
        <translation>相容</translation>
    </message>
    <message>
        <source>For today’s systems: the file is protected by AES-256 and SHA-256. Take this one unless somebody cannot install it.</source>
        <translation>適用於現今的系統：檔案以 AES-256 與 SHA-256 保護。除非有人無法安裝，否則請選這個。</translation>
    </message>
    <message>
        <source>For older Android, iOS and macOS and for Windows Server 2016, which say “wrong password” to the other one: the file is protected by 3DES and SHA-1, which are weaker. The certificate in it is the same.</source>
        <translation>適用於較舊的 Android、iOS、macOS 與 Windows Server 2016，它們對另一種會顯示「密碼錯誤」：檔案以較弱的 3DES 與 SHA-1 保護。其中的憑證相同。</translation>
    </message>
    <message>
        <source>no reason given</source>
        <comment>reason of a revocation</comment>
        <translation>未說明理由</translation>
    </message>
    <message>
        <source>lost or stolen</source>
        <comment>reason of a revocation</comment>
        <translation>遺失或遭竊</translation>
    </message>
    <message>
        <source>other duties</source>
        <comment>reason of a revocation</comment>
        <translation>職務異動</translation>
    </message>
    <message>
        <source>replaced by another</source>
        <comment>reason of a revocation</comment>
        <translation>已被取代</translation>
    </message>
    <message>
        <source>not needed any more</source>
        <comment>reason of a revocation</comment>
        <translation>不再需要</translation>
    </message>
    <message>
        <source>Nothing more is to be said.</source>
        <translation>不另說明。</translation>
    </message>
    <message>
        <source>Somebody else may have the key: a device is gone, or a file came into wrong hands.</source>
        <translation>他人可能持有金鑰：裝置遺失，或檔案落入他人之手。</translation>
    </message>
    <message>
        <source>The person works elsewhere now, or under another name.</source>
        <translation>此人已調職或更名。</translation>
    </message>
    <message>
        <source>The person has a newer certificate.</source>
        <translation>此人已有較新的憑證。</translation>
    </message>
    <message>
        <source>The person has left, or works without it.</source>
        <translation>此人已離職，或不需要憑證。</translation>
    </message>
    <message numerus="yes">
        <source>Expires in %Ln days</source>
        <translation>
            <numerusform>剩 %Ln 天</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Change</name>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Listed addresses</source>
        <translation>已列入的位址</translation>
    </message>
    <message>
        <source>Basic authentication</source>
        <translation>Basic驗證</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>使用者名稱</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密碼</translation>
    </message>
    <message>
        <source>Second pair: user name</source>
        <translation>第二組：使用者名稱</translation>
    </message>
    <message>
        <source>Second pair: password</source>
        <translation>第二組：密碼</translation>
    </message>
    <message>
        <source>Second pair: valid until</source>
        <translation>第二組：有效期限</translation>
    </message>
    <message>
        <source>Allow all</source>
        <translation>全部允許</translation>
    </message>
    <message>
        <source>Allow listed</source>
        <translation>部分允許</translation>
    </message>
    <message>
        <source>Deny all</source>
        <translation>全部拒絕</translation>
    </message>
    <message>
        <source>On</source>
        <translation>啟用</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>None</source>
        <translation>無</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已變更</translation>
    </message>
    <message>
        <source>%1: added</source>
        <comment>list</comment>
        <translation>%1：新增</translation>
    </message>
    <message>
        <source>%1: removed</source>
        <comment>list</comment>
        <translation>%1：移除</translation>
    </message>
    <message>
        <source>%1: changed</source>
        <comment>list</comment>
        <translation>%1：變更</translation>
    </message>
    <message>
        <source>Another order</source>
        <translation>順序</translation>
    </message>
    <message>
        <source>%1: changed</source>
        <comment>secret</comment>
        <translation>%1：變更</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>list: what was done to it</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <comment>field: before → after</comment>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>Only the order of a list</source>
        <translation>僅清單順序</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>永不</translation>
    </message>
    <message>
        <source>Secure access</source>
        <translation>安全存取</translation>
    </message>
    <message>
        <source>Somebody else than the certificate’s user may sign in</source>
        <translation>憑證使用者以外的人可以登入</translation>
    </message>
    <message>
        <source>Users may fetch their own certificate</source>
        <translation>使用者可以自行取得憑證</translation>
    </message>
    <message>
        <source>Minimum length for users</source>
        <translation>最少字元數（使用者）</translation>
    </message>
    <message>
        <source>Minimum length for administrators</source>
        <translation>最少字元數（管理員）</translation>
    </message>
    <message>
        <source>Complexity</source>
        <translation>複雜性</translation>
    </message>
    <message>
        <source>The login name may be the password</source>
        <translation>允許密碼與登入名稱相同</translation>
    </message>
    <message>
        <source>Password reuse limit</source>
        <translation>密碼重複使用限制</translation>
    </message>
    <message>
        <source>Passwords expire after</source>
        <translation>密碼有效期限</translation>
    </message>
    <message>
        <source>Users may change their password</source>
        <translation>使用者可以變更自己的密碼</translation>
    </message>
    <message>
        <source>A password set by an administrator must be changed</source>
        <translation>管理員設定的密碼必須變更</translation>
    </message>
    <message>
        <source>Locked after wrong passwords</source>
        <translation>鎖定前的密碼錯誤次數</translation>
    </message>
    <message>
        <source>Locked for</source>
        <translation>鎖定時間</translation>
    </message>
    <message>
        <source>Until an administrator unlocks</source>
        <translation>直到管理員解除鎖定</translation>
    </message>
    <message>
        <source>Login-name completion</source>
        <translation>登入名稱自動填入</translation>
    </message>
    <message>
        <source>Automatic sign-in</source>
        <translation>自動登入</translation>
    </message>
    <message>
        <source>A session ends without use after</source>
        <translation>閒置後結束工作階段</translation>
    </message>
    <message>
        <source>Subdomain</source>
        <translation>子網域</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>標題</translation>
    </message>
    <message>
        <source>The tenant’s name</source>
        <translation>租用戶名稱</translation>
    </message>
    <message>
        <source>Login page image</source>
        <translation>登入頁面圖片</translation>
    </message>
    <message>
        <source>Message on a failed sign-in</source>
        <translation>登入失敗時的訊息</translation>
    </message>
    <message>
        <source>The platform’s own words</source>
        <translation>平台的標準文字</translation>
    </message>
    <message>
        <source>Clickjacking protection</source>
        <translation>點擊劫持防護</translation>
    </message>
    <message>
        <source>Origins that may embed</source>
        <translation>允許嵌入的來源</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>時區</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>Platform staff may look until</source>
        <translation>平台人員可檢視至</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>不允許</translation>
    </message>
    <message>
        <source>Mail at level Information</source>
        <translation>郵件通知（資訊）</translation>
    </message>
    <message>
        <source>Mail at level Notice</source>
        <translation>郵件通知（注意）</translation>
    </message>
    <message>
        <source>Mail at level Warning</source>
        <translation>郵件通知（警告）</translation>
    </message>
    <message>
        <source>Mail at level Error</source>
        <translation>郵件通知（錯誤）</translation>
    </message>
    <message>
        <source>Mail at level Critical</source>
        <translation>郵件通知（嚴重）</translation>
    </message>
    <message>
        <source>Events are kept for</source>
        <translation>事件保存期間</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日文</translation>
    </message>
    <message>
        <source>Traditional Chinese</source>
        <translation>繁體中文</translation>
    </message>
    <message>
        <source>No rule</source>
        <translation>無限制</translation>
    </message>
    <message>
        <source>Letters and numbers</source>
        <translation>英文字母與數字</translation>
    </message>
    <message>
        <source>Letters, numbers and symbols</source>
        <translation>英文字母、數字與符號</translation>
    </message>
    <message>
        <source>The tenant’s own pages only</source>
        <translation>僅限租用戶自己的頁面</translation>
    </message>
    <message>
        <source>Listed origins only</source>
        <translation>僅限已列入的來源</translation>
    </message>
    <message>
        <source>6 weeks</source>
        <translation>6週</translation>
    </message>
    <message>
        <source>3 months</source>
        <translation>3個月</translation>
    </message>
    <message>
        <source>6 months</source>
        <translation>6個月</translation>
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
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>field: value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between the fields of a list&apos;s element</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>Reminders by mail</source>
        <translation>郵件提醒</translation>
    </message>
    <message>
        <source>Pace of mail at level Information</source>
        <translation>等級「資訊」郵件的傳送頻率</translation>
    </message>
    <message>
        <source>Most mails an hour at level Information</source>
        <translation>等級「資訊」每小時最多郵件數</translation>
    </message>
    <message>
        <source>Pace of mail at level Notice</source>
        <translation>等級「通知」郵件的傳送頻率</translation>
    </message>
    <message>
        <source>Most mails an hour at level Notice</source>
        <translation>等級「通知」每小時最多郵件數</translation>
    </message>
    <message>
        <source>Pace of mail at level Warning</source>
        <translation>等級「警告」郵件的傳送頻率</translation>
    </message>
    <message>
        <source>Most mails an hour at level Warning</source>
        <translation>等級「警告」每小時最多郵件數</translation>
    </message>
    <message>
        <source>Pace of mail at level Error</source>
        <translation>等級「錯誤」郵件的傳送頻率</translation>
    </message>
    <message>
        <source>Most mails an hour at level Error</source>
        <translation>等級「錯誤」每小時最多郵件數</translation>
    </message>
    <message>
        <source>Pace of mail at level Critical</source>
        <translation>等級「嚴重」郵件的傳送頻率</translation>
    </message>
    <message>
        <source>Most mails an hour at level Critical</source>
        <translation>等級「嚴重」每小時最多郵件數</translation>
    </message>
    <message>
        <source>Alert rules</source>
        <translation>警示規則</translation>
    </message>
    <message>
        <source>Checkpoints by mail</source>
        <translation>檢查點郵件</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>篩選條件</translation>
    </message>
    <message>
        <source>Mail to</source>
        <translation>收件者</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>傳送頻率</translation>
    </message>
    <message>
        <source>Most mails an hour</source>
        <translation>每小時最多郵件數</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>Every 15 minutes</source>
        <translation>每 15 分鐘</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>每小時</translation>
    </message>
    <message>
        <source>Once a day</source>
        <translation>每天一次</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 另有%Ln筆</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>另有%Ln筆</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>新增%Ln筆</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>移除%Ln筆</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>變更%Ln筆</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours</source>
        <translation>
            <numerusform>%Ln小時</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes</source>
        <translation>
            <numerusform>%Ln分鐘</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;Colours</source>
        <translation>色彩(&amp;C)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>依系統設定(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>淺色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>語言(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>說明(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;About Sekimori</source>
        <translation>關於Sekimori(&amp;A)</translation>
    </message>
    <message>
        <source>Se&amp;kimori</source>
        <translation>Sekimori(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>套用(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Revert</source>
        <translation>還原(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>重新整理(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Sign out and show the connections</source>
        <translation>登出並顯示連線清單(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>結束(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>檢視(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Find a page, setting or command…</source>
        <translation>尋找頁面、設定或命令(&amp;F)…</translation>
    </message>
    <message>
        <source>Change &amp;password…</source>
        <translation>變更密碼…(&amp;P)</translation>
    </message>
    <message>
        <source>Lo&amp;g</source>
        <translation>記錄(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Add files to this log…</source>
        <translation>將檔案加入此記錄(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Files of this log…</source>
        <translation>此記錄的檔案(&amp;F)…</translation>
    </message>
    <message>
        <source>What could not be &amp;read…</source>
        <translation>無法讀取之處(&amp;R)…</translation>
    </message>
    <message>
        <source>Follow files that are being wri&amp;tten</source>
        <translation>追蹤寫入中的檔案(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>匯出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Connections</source>
        <translation>連線(&amp;C)</translation>
    </message>
    <message>
        <source>Close this &amp;window</source>
        <translation>關閉此視窗(&amp;W)</translation>
    </message>
    <message>
        <source>Time &amp;zone…</source>
        <translation>時區(&amp;Z)…</translation>
    </message>
    <message>
        <source>&amp;Open log files…</source>
        <translation>開啟記錄檔(&amp;O)…</translation>
    </message>
    <message>
        <source>Recent &amp;log files</source>
        <translation>最近使用的記錄檔(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>清除此清單(&amp;C)</translation>
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
        <translation>位址或網路</translation>
    </message>
    <message>
        <source>Memo</source>
        <comment>column</comment>
        <translation>備註</translation>
    </message>
    <message>
        <source>Why it is left out</source>
        <comment>column: fault of a line in a file</comment>
        <translation>略過原因</translation>
    </message>
</context>
<context>
    <name>DamageWords</name>
    <message>
        <source>File</source>
        <comment>column</comment>
        <translation>檔案</translation>
    </message>
    <message>
        <source>Line</source>
        <comment>column</comment>
        <translation>行</translation>
    </message>
    <message>
        <source>Character</source>
        <comment>column: its place in the line</comment>
        <translation>字元</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <comment>column</comment>
        <translation>問題</translation>
    </message>
    <message>
        <source>What stands there</source>
        <comment>column</comment>
        <translation>該處內容</translation>
    </message>
</context>
<context>
    <name>Deliveries</name>
    <message>
        <source>Date and time: %1</source>
        <comment>column; time zone</comment>
        <translation>日期時間：%1</translation>
    </message>
    <message>
        <source>Level or rule</source>
        <comment>column</comment>
        <translation>等級或規則</translation>
    </message>
    <message>
        <source>Subject</source>
        <comment>column</comment>
        <translation>主旨</translation>
    </message>
    <message>
        <source>Events</source>
        <comment>column</comment>
        <translation>事件</translation>
    </message>
    <message>
        <source>Recipients</source>
        <comment>column</comment>
        <translation>收件者</translation>
    </message>
    <message>
        <source>Attempts</source>
        <comment>column</comment>
        <translation>嘗試次數</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <comment>column</comment>
        <translation>下次嘗試</translation>
    </message>
    <message>
        <source>Last answer of the mail server</source>
        <comment>column</comment>
        <translation>郵件伺服器的最後回應</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>The platform&apos;s certificate is not the one that you have trusted for this connection, so nothing was sent. Trusted: %1. Presented: %2. Ask the platform&apos;s operator, by another way than this connection, whether the certificate was exchanged.</source>
        <translation>平台的憑證不是您為此連線信任的憑證，因此未傳送任何資料。信任的憑證：%1。出示的憑證：%2。請透過此連線以外的方式，向平台的維運人員確認憑證是否已更換。</translation>
    </message>
    <message>
        <source>The platform cannot be reached. Check the address and the network.</source>
        <translation>無法連線至平台。請檢查位址與網路。</translation>
    </message>
    <message>
        <source>The platform did not answer in time. It may be busy, or the way to it is broken.</source>
        <translation>平台未在時限內回應。平台可能忙碌中，或連線路徑中斷。</translation>
    </message>
    <message>
        <source>What answered does not speak like a Sekimori platform of this version. Check address and port.</source>
        <translation>回應的對象不是此版本的Sekimori平台。請檢查位址與連接埠。</translation>
    </message>
    <message>
        <source>The answer was larger than any that a platform should give, so it was not read to its end.</source>
        <translation>回應大於平台應傳回的大小，因此未讀取完畢。</translation>
    </message>
    <message>
        <source>The platform&apos;s certificate was issued by an authority that this computer does not know.</source>
        <translation>平台的憑證由此電腦不認識的授權單位核發。</translation>
    </message>
    <message>
        <source>The platform&apos;s certificate cannot be accepted, so nothing was sent.</source>
        <translation>無法接受平台的憑證，因此未傳送任何資料。</translation>
    </message>
    <message>
        <source>The tenant&apos;s gate asks for the user name and password of its Basic authentication.</source>
        <translation>租用戶的關卡要求輸入Basic驗證的使用者名稱與密碼。</translation>
    </message>
    <message>
        <source>The tenant&apos;s gate does not let in the address that you come from.</source>
        <translation>租用戶的關卡不允許您的連線來源位址。</translation>
    </message>
    <message>
        <source>The tenant&apos;s gate asks for a client certificate at this host name. Connect to the tenant&apos;s main host.</source>
        <translation>租用戶的關卡在此主機名稱要求用戶端憑證。請連線至租用戶的主要主機。</translation>
    </message>
    <message>
        <source>The user name or the password is wrong.</source>
        <translation>使用者名稱或密碼錯誤。</translation>
    </message>
    <message>
        <source>Your session has ended. Sign in again; what you have entered stays.</source>
        <translation>您的工作階段已結束。請重新登入；您輸入的內容會保留。</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>您的角色不允許此動作。</translation>
    </message>
    <message>
        <source>The platform refused the request.</source>
        <translation>平台拒絕了要求。</translation>
    </message>
    <message>
        <source>Somebody else has changed these settings since you have loaded them. Nothing of yours was saved.</source>
        <translation>在您載入之後，其他人變更了這些設定。您的變更均未儲存。</translation>
    </message>
    <message>
        <source>With this change you would no longer get in yourself. Nothing was saved.</source>
        <translation>套用此變更後，您自己將無法進入。未儲存任何內容。</translation>
    </message>
    <message>
        <source>The platform has trouble of its own at the moment.</source>
        <translation>平台目前發生問題。</translation>
    </message>
    <message>
        <source>Your password has expired. Choose another to sign in.</source>
        <translation>您的密碼已過期。請設定新密碼後登入。</translation>
    </message>
    <message>
        <source>Your password has to be changed. Choose another to sign in.</source>
        <translation>您必須變更密碼。請設定新密碼後登入。</translation>
    </message>
</context>
<context>
    <name>Failures</name>
    <message>
        <source>Module</source>
        <comment>column</comment>
        <translation>模組</translation>
    </message>
    <message>
        <source>Action</source>
        <comment>column</comment>
        <translation>動作</translation>
    </message>
    <message>
        <source>Times</source>
        <comment>column: how often</comment>
        <translation>次數</translation>
    </message>
    <message>
        <source>Last at</source>
        <comment>column: time</comment>
        <translation>最近時間</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Date and time: %1</source>
        <comment>column; time zone</comment>
        <translation>日期時間：%1</translation>
    </message>
    <message>
        <source>Changed by</source>
        <comment>column</comment>
        <translation>變更者</translation>
    </message>
    <message>
        <source>Section</source>
        <comment>column</comment>
        <translation>區段</translation>
    </message>
    <message>
        <source>What changed</source>
        <comment>column</comment>
        <translation>變更內容</translation>
    </message>
</context>
<context>
    <name>HistoryDetails</name>
    <message>
        <source>%1, revision %2</source>
        <comment>section</comment>
        <translation>%1，修訂版本%2</translation>
    </message>
    <message>
        <source>Changed by %1 at %2</source>
        <comment>person, time</comment>
        <translation>%1於%2變更</translation>
    </message>
    <message>
        <source>Changed by %1 from %2 at %3</source>
        <comment>person, address, time</comment>
        <translation>%1從%2於%3變更</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>理由：%1</translation>
    </message>
</context>
<context>
    <name>IpEntries</name>
    <message>
        <source>No.</source>
        <comment>column: place of an entry in the list</comment>
        <translation>編號</translation>
    </message>
    <message>
        <source>Address or network</source>
        <comment>column</comment>
        <translation>位址或網路</translation>
    </message>
    <message>
        <source>Memo</source>
        <comment>column</comment>
        <translation>備註</translation>
    </message>
    <message>
        <source>Remark</source>
        <comment>column: what is odd about an entry</comment>
        <translation>附註</translation>
    </message>
</context>
<context>
    <name>KeyringFailure</name>
    <message>
        <source>No keyring of this system answers, so passwords cannot be remembered here. (%1)</source>
        <translation>此系統的鑰匙圈沒有回應，因此無法在此記住密碼。（%1）</translation>
    </message>
    <message>
        <source>The system&apos;s keyring did not give access. Unlock it and try again.</source>
        <translation>系統的鑰匙圈拒絕存取。請將其解除鎖定後再試。</translation>
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
        <translation>欄</translation>
    </message>
    <message>
        <source>What about it</source>
        <comment>column</comment>
        <translation>說明</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>錯誤：%1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>警告：%1</translation>
    </message>
</context>
<context>
    <name>LocalFailure</name>
    <message>
        <source>The local platform&apos;s program is missing. It should be “%1”. Install Sekimori again.</source>
        <translation>缺少本機平台的程式，應位於「%1」。請重新安裝Sekimori。</translation>
    </message>
    <message>
        <source>The local platform could not be started: %1</source>
        <translation>無法啟動本機平台：%1</translation>
    </message>
    <message>
        <source>The local platform stopped while it was starting.</source>
        <translation>本機平台在啟動過程中停止。</translation>
    </message>
    <message>
        <source>The local platform did not answer in time.</source>
        <translation>本機平台未在時限內回應。</translation>
    </message>
    <message>
        <source>The local platform refused: %1</source>
        <translation>本機平台已拒絕：%1</translation>
    </message>
    <message>
        <source>What answers in the place of the local platform does not speak like one of this version.</source>
        <translation>本機平台位置的回應對象不是此版本的本機平台。</translation>
    </message>
    <message>
        <source>The local platform has stopped.</source>
        <translation>本機平台已停止。</translation>
    </message>
</context>
<context>
    <name>LocalPlatform</name>
    <message>
        <source>Local platform</source>
        <translation>本機平台</translation>
    </message>
</context>
<context>
    <name>Locks</name>
    <message>
        <source>until an administrator unlocks it</source>
        <translation>直到管理員解除</translation>
    </message>
    <message>
        <source>Who</source>
        <comment>column: locked person</comment>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Role</source>
        <comment>column</comment>
        <translation>角色</translation>
    </message>
    <message>
        <source>Locked since: %1</source>
        <comment>column; time zone</comment>
        <translation>鎖定開始：%1</translation>
    </message>
    <message>
        <source>Until</source>
        <comment>column: end of a lock</comment>
        <translation>鎖定結束</translation>
    </message>
    <message>
        <source>Wrong passwords</source>
        <comment>column: how many</comment>
        <translation>錯誤密碼</translation>
    </message>
    <message>
        <source>From</source>
        <comment>column: addresses</comment>
        <translation>連線來源</translation>
    </message>
    <message numerus="yes">
        <source>%1, in %Ln minutes</source>
        <comment>time of day</comment>
        <translation>
            <numerusform>%1（還有%Ln分鐘）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogStatus</name>
    <message>
        <source>Reading…</source>
        <translation>讀取中…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>搜尋中…</translation>
    </message>
    <message>
        <source>%1 events so far, reading on</source>
        <translation>目前 %1 筆，繼續讀取中</translation>
    </message>
    <message>
        <source>%1 found so far, searching on</source>
        <translation>目前找到 %1 筆，繼續搜尋中</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <comment>how many so far; percent done</comment>
        <translation>%1（%2 %）</translation>
    </message>
    <message>
        <source>%1 events so far</source>
        <translation>目前 %1 筆</translation>
    </message>
    <message>
        <source>%1 of %2 events</source>
        <translation>%2 筆中的 %1 筆</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 筆事件</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Argon2 with m=%1 KiB, t=%2, p=%3 is refused. At most m=%4, t=%5, p=%6 are computed, each at least 1 and m at least eight times p.</source>
        <translation>已拒絕Argon2參數m=%1 KiB、t=%2、p=%3。上限為m=%4、t=%5、p=%6；各參數至少為1，且m至少為p的8倍。</translation>
    </message>
    <message>
        <source>Argon2 could not be computed: %1. Check that memory is not exhausted.</source>
        <translation>無法計算Argon2：%1。請確認記憶體是否充足。</translation>
    </message>
    <message>
        <source>The certificate “%1” does not say in a readable form from when until when it holds. Ask whoever issued it for another.</source>
        <translation>無法讀取憑證「%1」的有效期間。請向核發者索取新的憑證。</translation>
    </message>
    <message>
        <source>The password is not valid Unicode text. Type it again.</source>
        <translation>密碼不是有效的Unicode文字。請重新輸入。</translation>
    </message>
    <message>
        <source>This is not a certificate in PEM form: %1. Expected is text that begins with “-----BEGIN CERTIFICATE-----”.</source>
        <translation>這不是PEM格式的憑證：%1。內容必須以「-----BEGIN CERTIFICATE-----」開頭。</translation>
    </message>
    <message>
        <source>This is not an unencrypted private key in PEM form: %1. Expected is text that begins with “-----BEGIN PRIVATE KEY-----”.</source>
        <translation>這不是未加密的PEM格式私密金鑰：%1。內容必須以「-----BEGIN PRIVATE KEY-----」開頭。</translation>
    </message>
    <message>
        <source>An authority cannot be called “%1”. Give it a name of 1 to 64 characters.</source>
        <translation>憑證授權單位的名稱不能是「%1」。請輸入1至64個字元的名稱。</translation>
    </message>
    <message>
        <source>A certificate cannot hold from %1 until %2. Its end has to come after its start, and both have to lie between the years 1950 and 9999.</source>
        <translation>憑證的有效期間不能是%1至%2。結束時間必須晚於開始時間，且兩者都必須在1950年至9999年之間。</translation>
    </message>
    <message>
        <source>“%1” is not a certificate authority. Use the certificate that was made for one.</source>
        <translation>「%1」不是憑證授權單位。請使用授權單位的憑證。</translation>
    </message>
    <message>
        <source>The certificate would hold from %1 until %2, but its authority “%3” holds from %4 until %5. Choose dates within, or renew the authority.</source>
        <translation>憑證的有效期間為%1至%2，但其授權單位「%3」的有效期間為%4至%5。請選擇此期間內的日期，或更新授權單位。</translation>
    </message>
    <message>
        <source>The private key does not belong to the certificate “%1”. Use the key that was made with it.</source>
        <translation>私密金鑰與憑證「%1」不相符。請使用與憑證一併產生的金鑰。</translation>
    </message>
    <message>
        <source>The certificate could not be made: %1.</source>
        <translation>無法產生憑證：%1。</translation>
    </message>
    <message>
        <source>A server&apos;s certificate needs a host name or an IP address. Name at least one.</source>
        <translation>伺服器憑證需要主機名稱或IP位址。請至少指定一個。</translation>
    </message>
    <message>
        <source>“%1” is not a host name. Write labels of 1 to 63 letters, digits and inner hyphens, parted by dots, 253 characters in all at most; the last label may not be a number.</source>
        <translation>「%1」不是主機名稱。請以句點分隔各標籤；每個標籤為1至63個英文字母、數字或連字號（連字號不可在首尾），總長最多253個字元；最後一個標籤不可為數字。</translation>
    </message>
    <message>
        <source>No client would accept “%1”. A wildcard is the whole first label and stands before at least two more, as in “*.example.org”.</source>
        <translation>任何用戶端都不會接受「%1」。萬用字元必須是完整的第一個標籤，且後面至少還有兩個標籤，例如「*.example.org」。</translation>
    </message>
    <message>
        <source>“%1” is not an IP address. Write it as 192.0.2.1 or 2001:db8::1, with no prefix, port or zone.</source>
        <translation>「%1」不是IP位址。請輸入192.0.2.1或2001:db8::1這樣的格式，不含首碼、連接埠或區域。</translation>
    </message>
    <message>
        <source>The certificate&apos;s host names could not be written: %1.</source>
        <translation>無法寫入憑證的主機名稱：%1。</translation>
    </message>
    <message>
        <source>There are more mistakes than the %1 that are told here. Correct these, then try again.</source>
        <translation>錯誤超過此處列出的%1項。請先修正這些錯誤，再重試。</translation>
    </message>
    <message>
        <source>The connection has no name. Give it one that you will recognise.</source>
        <translation>連線沒有名稱。請輸入容易辨識的名稱。</translation>
    </message>
    <message>
        <source>“%1” is not a host name. Enter the tenant&apos;s, such as demo.example.org, without https:// and without a port.</source>
        <translation>「%1」不是主機名稱。請輸入租用戶的主機名稱，例如demo.example.org，不含https://與連接埠。</translation>
    </message>
    <message>
        <source>“%1” is neither an IP address nor a host name. Leave it empty to find the platform by the tenant&apos;s host name.</source>
        <translation>「%1」不是IP位址，也不是主機名稱。若要以租用戶的主機名稱尋找平台，請留空。</translation>
    </message>
    <message>
        <source>There is no port 0. Enter a number from 1 to 65535; usual is 443.</source>
        <translation>沒有連接埠0。請輸入1至65535的數字；一般為443。</translation>
    </message>
    <message>
        <source>The trusted certificate of this connection cannot be read. Remove it and connect again.</source>
        <translation>無法讀取此連線的信任憑證。請將其移除後重新連線。</translation>
    </message>
    <message>
        <source>The connection “%1” lacks a field or has one of a wrong type.</source>
        <translation>連線「%1」缺少欄位，或有欄位的類型錯誤。</translation>
    </message>
    <message>
        <source>The connection profiles in “%1” could not be read: %2. Check the file&apos;s permissions.</source>
        <translation>無法讀取「%1」中的連線設定檔：%2。請檢查檔案權限。</translation>
    </message>
    <message>
        <source>The file “%1” does not hold connection profiles (%2). It was kept as “%3”, and the list begins empty.</source>
        <translation>檔案「%1」的內容不是連線設定檔（%2）。已將其保留為「%3」，並從空白清單開始。</translation>
    </message>
    <message>
        <source>The file “%1” does not hold connection profiles (%2), and it could not be put aside. Move it away before you save a profile.</source>
        <translation>檔案「%1」的內容不是連線設定檔（%2），且無法移至他處。請先將其移走，再儲存設定檔。</translation>
    </message>
    <message>
        <source>The connection profiles could not be saved in “%1”: %2. What was there before is unchanged.</source>
        <translation>無法將連線設定檔儲存至「%1」：%2。原有內容未變更。</translation>
    </message>
    <message>
        <source>The platform&apos;s answer has no readable revision for the section “%1”.</source>
        <translation>平台的回應中沒有可讀取的區段「%1」修訂版本。</translation>
    </message>
    <message>
        <source>Character %1 is not allowed; use letters A to Z, a to z, digits, “-” and “_”.</source>
        <translation>第%1個字元不允許使用；請使用英文字母A至Z、a至z、數字、「-」與「_」。</translation>
    </message>
    <message>
        <source>Character %1 is not allowed; use the printable characters of ASCII.</source>
        <translation>第%1個字元不允許使用；請使用可列印的ASCII字元。</translation>
    </message>
    <message>
        <source>A user name is needed, 1 to 127 characters.</source>
        <translation>必須輸入使用者名稱，長度為1至127個字元。</translation>
    </message>
    <message>
        <source>A password is needed, 5 to 64 characters.</source>
        <translation>必須輸入密碼，長度為5至64個字元。</translation>
    </message>
    <message>
        <source>The second pair needs an end; choose the time until which it is valid.</source>
        <translation>第二組需要結束時間；請選擇有效期限。</translation>
    </message>
    <message>
        <source>The second pair is the same as the first; change its password or remove it.</source>
        <translation>第二組與第一組相同；請變更其密碼或將其移除。</translation>
    </message>
    <message>
        <source>“%1” has a quotation mark inside. Put the whole field into quotation marks and double those inside.</source>
        <translation>「%1」中含有引號。請以引號括住整個欄位，並將其中的引號重複一次。</translation>
    </message>
    <message>
        <source>After the closing quotation mark stands “%1”. Double the quotation marks inside a quoted field.</source>
        <translation>結尾引號之後出現「%1」。在以引號括住的欄位中，請將引號重複一次。</translation>
    </message>
    <message>
        <source>A quotation mark is opened here and never closed. Close it or remove it.</source>
        <translation>此處的引號沒有結尾。請補上結尾引號或移除引號。</translation>
    </message>
    <message>
        <source>The file is UTF-16. Save it as “CSV UTF-8” and import it again.</source>
        <translation>檔案為UTF-16。請另存為「CSV UTF-8」後重新匯入。</translation>
    </message>
    <message>
        <source>The file says that it is UTF-8, but has bytes that are not. Save it as “CSV UTF-8”.</source>
        <translation>檔案標示為UTF-8，但含有不屬於UTF-8的位元組。請另存為「CSV UTF-8」。</translation>
    </message>
    <message>
        <source>The file is neither UTF-8 nor Shift-JIS. Save it as “CSV UTF-8” and import it again.</source>
        <translation>檔案不是UTF-8，也不是Shift-JIS。請另存為「CSV UTF-8」後重新匯入。</translation>
    </message>
    <message>
        <source>The file is not UTF-8, and this build of Qt cannot read Shift-JIS. Save it as “CSV UTF-8” and import it again.</source>
        <translation>檔案不是UTF-8，而此版本的Qt無法讀取Shift-JIS。請另存為「CSV UTF-8」後重新匯入。</translation>
    </message>
    <message>
        <source>%1 is too small; the least is %2.</source>
        <translation>%1太小；最小值為%2。</translation>
    </message>
    <message>
        <source>%1 is too large; the most is %2.</source>
        <translation>%1太大；最大值為%2。</translation>
    </message>
    <message>
        <source>%1 is not offered; choose one of %2.</source>
        <translation>沒有%1這個選項；請從下列選擇：%2。</translation>
    </message>
    <message>
        <source>The text has %1 characters; at least %2 are needed.</source>
        <translation>文字有%1個字元；至少需要%2個字元。</translation>
    </message>
    <message>
        <source>The text has %1 characters; at most %2 are allowed.</source>
        <translation>文字有%1個字元；最多允許%2個字元。</translation>
    </message>
    <message>
        <source>The list has %1 entries; at most %2 are allowed.</source>
        <translation>清單有%1個項目；最多允許%2個。</translation>
    </message>
    <message>
        <source>The address is empty. Enter one such as 192.0.2.1 or 2001:db8::1.</source>
        <translation>位址空白。請輸入位址，例如192.0.2.1或2001:db8::1。</translation>
    </message>
    <message>
        <source>“%1” is too long for an address. Enter one such as 192.0.2.1 or 2001:db8::1.</source>
        <translation>「%1」太長，不是位址。請輸入位址，例如192.0.2.1或2001:db8::1。</translation>
    </message>
    <message>
        <source>“%1” has a blank. Write the address without blanks.</source>
        <translation>「%1」中含有空格。位址中請勿使用空格。</translation>
    </message>
    <message>
        <source>“%1” has the character “%2”. Write the address in half-width (ASCII) characters.</source>
        <translation>「%1」中含有字元「%2」。請以半形（ASCII）字元輸入位址。</translation>
    </message>
    <message>
        <source>“%1” has brackets. Write the address without “[” and “]”, and without a port.</source>
        <translation>「%1」中含有方括號。請勿使用「[」與「]」，也請勿加上連接埠。</translation>
    </message>
    <message>
        <source>“%1” has a zone (“%2”), which means something on one machine only. Leave it out.</source>
        <translation>「%1」含有區域（「%2」），該區域僅在單一電腦上有意義。請將其移除。</translation>
    </message>
    <message>
        <source>“%1” is a network. A single address is wanted here.</source>
        <translation>「%1」是網路。此處需要單一位址。</translation>
    </message>
    <message>
        <source>“%1” has a port. Write the address without “%2”.</source>
        <translation>「%1」含有連接埠。請移除「%2」。</translation>
    </message>
    <message>
        <source>“%1” is not an IP address. Enter one such as 192.0.2.1 or 2001:db8::1.</source>
        <translation>「%1」不是IP位址。請輸入位址，例如192.0.2.1或2001:db8::1。</translation>
    </message>
    <message>
        <source>“%1” has a wrong count of numbers: %2. An IPv4 address has four, with dots between.</source>
        <translation>「%1」的數字個數不正確：%2。IPv4位址由四個數字組成，以句點分隔。</translation>
    </message>
    <message>
        <source>“%1” has a dot with no number beside it. An IPv4 address has four numbers.</source>
        <translation>「%1」有句點旁沒有數字。IPv4位址由四個數字組成。</translation>
    </message>
    <message>
        <source>“%1” has the number “%2” with a leading zero, which some programs read as octal. Write it without the zero.</source>
        <translation>「%1」中的數字「%2」以零開頭，有些程式會將其視為八進位。請移除開頭的零。</translation>
    </message>
    <message>
        <source>“%1” has the number “%2”. Each number of an IPv4 address is from 0 to 255.</source>
        <translation>「%1」中含有數字「%2」。IPv4位址的每個數字必須介於0至255。</translation>
    </message>
    <message>
        <source>“%1” has the hexadecimal number “%2”. Write IPv4 addresses in decimal.</source>
        <translation>「%1」中含有十六進位數字「%2」。請以十進位輸入IPv4位址。</translation>
    </message>
    <message>
        <source>“%1” has “::” more than once. It may stand for zeros in one place only.</source>
        <translation>「%1」中有多個「::」。「::」只能在一處代表零。</translation>
    </message>
    <message>
        <source>“%1” begins or ends with a single colon. Write “::” for zeros, or remove it.</source>
        <translation>「%1」以單一冒號開頭或結尾。若代表零請輸入「::」，否則請移除。</translation>
    </message>
    <message>
        <source>“%1” has a wrong count of groups: %2. An IPv6 address has eight, or at most seven beside “::”.</source>
        <translation>「%1」的組數不正確：%2。IPv6位址有八組；使用「::」時最多七組。</translation>
    </message>
    <message>
        <source>“%1” has the group “%2”. Each group of an IPv6 address is one to four hexadecimal digits.</source>
        <translation>「%1」中含有「%2」這一組。IPv6位址的每組為一至四個十六進位數字。</translation>
    </message>
    <message>
        <source>“%1” has “%2” in the wrong place. IPv4 form may stand only at the end.</source>
        <translation>「%1」中的「%2」位置不正確。IPv4格式只能出現在結尾。</translation>
    </message>
    <message>
        <source>Character %1 of the text is a line break or another control character. Remove it.</source>
        <translation>文字的第%1個字元是換行或其他控制字元。請將其移除。</translation>
    </message>
    <message>
        <source>The file has %1 bytes. At most %2 can be imported; split it.</source>
        <translation>檔案有%1位元組。最多可匯入%2位元組；請分割檔案。</translation>
    </message>
    <message>
        <source>There are more than %1 entries up to line %2. At most %1 are allowed.</source>
        <translation>到第%2行為止已超過%1個項目。最多允許%1個。</translation>
    </message>
    <message>
        <source>The file is empty. Its first line must be “IP Address,CIDR,Memo”.</source>
        <translation>檔案是空的。第一行必須是「IP Address,CIDR,Memo」。</translation>
    </message>
    <message>
        <source>The first line is “%1”. It must name the columns: “IP Address,CIDR,Memo” or “IPアドレス,CIDR,メモ”.</source>
        <translation>第一行是「%1」。第一行必須是欄位名稱：「IP Address,CIDR,Memo」或「IPアドレス,CIDR,メモ」。</translation>
    </message>
    <message>
        <source>The line has more fields than the header: “%1” is left over. Put a memo with a comma into quotation marks.</source>
        <translation>此行的欄位多於標題列：多出「%1」。備註中含有逗號時，請以引號括住備註。</translation>
    </message>
    <message>
        <source>“%1” has a prefix length, and the CIDR column has “%2”. Write it in one place only.</source>
        <translation>「%1」已含首碼長度，而CIDR欄又有「%2」。請只填在其中一處。</translation>
    </message>
    <message>
        <source>“%1” has host bits set. It counts as “%2”; write that, or a single address.</source>
        <translation>「%1」設有主機位元，會視為「%2」；請改為該值或單一位址。</translation>
    </message>
    <message>
        <source>“%1” stands in row %2 already. Remove one of the two.</source>
        <translation>「%1」已在第%2列。請移除其中一個。</translation>
    </message>
    <message>
        <source>“%1” is inside “%2” of row %3, which lets it in anyway. Remove one of the two.</source>
        <translation>「%1」包含在第%3列的「%2」中，本來就會允許。請移除其中一個。</translation>
    </message>
    <message>
        <source>“%1” has the prefix length “%2”. Write a whole number from 0 to %3.</source>
        <translation>「%1」的首碼長度為「%2」。請輸入0至%3的整數。</translation>
    </message>
    <message>
        <source>“%1” has nothing after the “/”. Write a prefix length from 0 to %2, or no “/”.</source>
        <translation>「%1」的「/」之後沒有內容。請輸入0至%2的首碼長度，或移除「/」。</translation>
    </message>
    <message>
        <source>“%1” has the prefix length “%2” with a leading zero. Write it without the zero.</source>
        <translation>「%1」的首碼長度「%2」以零開頭。請移除開頭的零。</translation>
    </message>
    <message>
        <source>“%1” has the prefix length %2. It must be from 0 to %3.</source>
        <translation>「%1」的首碼長度為%2。必須介於0至%3。</translation>
    </message>
    <message>
        <source>“%1” is an IPv4-mapped network with the prefix length %2. It must be from 96 to 128; plain IPv4 is clearer.</source>
        <translation>「%1」是首碼長度為%2的IPv4對應網路。首碼長度必須介於96至128；建議直接使用IPv4。</translation>
    </message>
    <message>
        <source>“%1” has a network mask. Write it with a prefix length: “%2”.</source>
        <translation>「%1」使用網路遮罩。請改用首碼長度：「%2」。</translation>
    </message>
    <message>
        <source>“%1” has “%2” after the “/”, which no prefix length stands for. Write a number from 0 to %3.</source>
        <translation>「%1」的「/」之後為「%2」，沒有對應的首碼長度。請輸入0至%3的數字。</translation>
    </message>
    <message>
        <source>“%1” lacks an end. Write a range as two addresses with “-” between.</source>
        <translation>「%1」缺少一端。請以「-」連接兩個位址來表示範圍。</translation>
    </message>
    <message>
        <source>“%1” is a range with a prefix length. Write it as two addresses with “-” between.</source>
        <translation>「%1」是帶有首碼長度的範圍。請以「-」連接兩個位址來表示範圍。</translation>
    </message>
    <message>
        <source>“%1” runs backwards. Write the lower address first: “%3-%2”.</source>
        <translation>「%1」的順序顛倒。請將較小的位址放在前面：「%3-%2」。</translation>
    </message>
    <message>
        <source>“%1” runs from one family to the other. Both ends must be IPv4, or both IPv6.</source>
        <translation>「%1」的兩端屬於不同的位址類型。兩端必須都是IPv4，或都是IPv6。</translation>
    </message>
    <message>
        <source>The ranges of the list come to more than %1 networks, which are the most allowed. Write them as networks that are wider, or fewer of them.</source>
        <translation>清單中的範圍換算後超過%1個網路的上限。請改用更大的網路，或減少數量。</translation>
    </message>
    <message>
        <source>The value must be true or false.</source>
        <translation>值必須為true或false。</translation>
    </message>
    <message>
        <source>The value must be a whole number.</source>
        <translation>值必須為整數。</translation>
    </message>
    <message>
        <source>The value must be a whole number of seconds.</source>
        <translation>值必須為整數（秒）。</translation>
    </message>
    <message>
        <source>The value must be a whole number of minutes.</source>
        <translation>值必須為整數（分鐘）。</translation>
    </message>
    <message>
        <source>The value must be a whole number of hours.</source>
        <translation>值必須為整數（小時）。</translation>
    </message>
    <message>
        <source>The value must be a whole number of days.</source>
        <translation>值必須為整數（天）。</translation>
    </message>
    <message>
        <source>The value must be text.</source>
        <translation>值必須為文字。</translation>
    </message>
    <message>
        <source>The text has half of a character. Type it again.</source>
        <translation>文字中含有不完整的字元。請重新輸入。</translation>
    </message>
    <message>
        <source>The value must be a time or null.</source>
        <translation>值必須為時間或null。</translation>
    </message>
    <message>
        <source>The value must be text that is not empty, or null to clear it.</source>
        <translation>值必須為非空白的文字；若要清除，請使用null。</translation>
    </message>
    <message>
        <source>The value must be 64 lower-case hexadecimal digits.</source>
        <translation>值必須為64個小寫十六進位數字。</translation>
    </message>
    <message>
        <source>The value must be a list.</source>
        <translation>值必須為清單。</translation>
    </message>
    <message>
        <source>The value must be an object.</source>
        <translation>值必須為物件。</translation>
    </message>
    <message>
        <source>There is no field called “%1” here; the fields are %2.</source>
        <translation>此處沒有名為「%1」的欄位；可用的欄位為%2。</translation>
    </message>
    <message>
        <source>The field is missing.</source>
        <translation>缺少此欄位。</translation>
    </message>
    <message>
        <source>“%1” is not known; choose one of %2.</source>
        <translation>無法識別「%1」；請從下列選擇：%2。</translation>
    </message>
    <message>
        <source>“%1” is not a time with a zone such as 2026-03-05T14:00:00Z.</source>
        <translation>「%1」不是含時區的時間，例如2026-03-05T14:00:00Z。</translation>
    </message>
    <message>
        <source>Basic authentication is asked only from addresses that are not let in, and “allow all” lets in every address. Choose “allow listed” or “deny all” under IP address restriction first, or set both in one step.</source>
        <translation>Basic驗證只會要求未獲允許的位址輸入使用者名稱與密碼，而「全部允許」會允許所有位址。請先在IP位址限制中選擇「部分允許」或「全部拒絕」，或在同一步驟中設定兩者。</translation>
    </message>
    <message>
        <source>There is no section called “%1”; the sections are %2.</source>
        <translation>沒有名為「%1」的區段；可用的區段為%2。</translation>
    </message>
    <message>
        <source>Enter the user name that you sign in with at this tenant.</source>
        <translation>請輸入您登入此租用戶的使用者名稱。</translation>
    </message>
    <message>
        <source>The file “%1” could not be read: %2.</source>
        <translation>無法讀取檔案「%1」：%2。</translation>
    </message>
    <message>
        <source>The file “%1” could not be written: %2. Choose another place.</source>
        <translation>無法寫入檔案「%1」：%2。請選擇其他位置。</translation>
    </message>
    <message>
        <source>“%1” has to be a whole number from %2 to %3.</source>
        <translation>「%1」必須為%2至%3的整數。</translation>
    </message>
    <message>
        <source>Sign in first: the request has no Sekimori-Token, or its session has ended.</source>
        <translation>請先登入：要求中沒有Sekimori-Token，或工作階段已結束。</translation>
    </message>
    <message>
        <source>“%1” is not allowed to do this; it takes the role %2.</source>
        <translation>「%1」無權執行此動作；需要角色%2。</translation>
    </message>
    <message>
        <source>There is no query parameter called “%1” here. Known are: %2.</source>
        <translation>此處沒有名為「%1」的查詢參數。可用的參數為：%2。</translation>
    </message>
    <message>
        <source>The query parameter “%1” is there twice. Send it once.</source>
        <translation>查詢參數「%1」出現兩次。請只傳送一次。</translation>
    </message>
    <message>
        <source>The body is not well-formed JSON: %1 (line %2, column %3, byte %4). Nothing was changed.</source>
        <translation>本文不是格式正確的JSON：%1（第%2行，第%3欄，第%4個位元組）。未變更任何內容。</translation>
    </message>
    <message>
        <source>The body has to be one JSON object, from “{” to “}”.</source>
        <translation>本文必須是單一JSON物件，從「{」到「}」。</translation>
    </message>
    <message>
        <source>The JSON names “%1” twice in one object (line %2, column %3, byte %4). Leave one of them out.</source>
        <translation>JSON的同一物件中出現兩次「%1」（第%2行，第%3欄，第%4個位元組）。請移除其中一個。</translation>
    </message>
    <message>
        <source>The JSON is nested more than %1 levels deep (line %2, column %3, byte %4).</source>
        <translation>JSON的巢狀層級超過%1層（第%2行，第%3欄，第%4個位元組）。</translation>
    </message>
    <message>
        <source>The change names no revision that it is based on. Send the one you read, as If-Match: &quot;REVISION&quot;.</source>
        <translation>此變更未指明所依據的修訂版本。請以If-Match: &quot;REVISION&quot;傳送您讀取的修訂版本。</translation>
    </message>
    <message>
        <source>If-Match has to be one revision in quotes, such as &quot;7&quot;, exactly as the ETag that was read; “*”, lists and weak tags (W/) are not taken.</source>
        <translation>If-Match必須是一個加上引號的修訂版本，例如&quot;7&quot;，與讀取到的ETag完全相同；不接受「*」、清單與弱標籤（W/）。</translation>
    </message>
    <message>
        <source>Idempotency-Key has to be there once, with 1 to 64 visible ASCII characters.</source>
        <translation>Idempotency-Key必須出現一次，內容為1至64個可見的ASCII字元。</translation>
    </message>
    <message>
        <source>Sekimori-Consent and Sekimori-Reason belong together; send each once, or neither.</source>
        <translation>Sekimori-Consent與Sekimori-Reason必須一起使用；請各傳送一次，或都不傳送。</translation>
    </message>
    <message>
        <source>Sekimori-Reason has to be 1 to 500 characters on one line, as percent-encoded UTF-8.</source>
        <translation>Sekimori-Reason必須為單行1至500個字元，並以百分比編碼的UTF-8傳送。</translation>
    </message>
    <message>
        <source>The body has to be sent as “application/json”.</source>
        <translation>本文必須以「application/json」傳送。</translation>
    </message>
    <message>
        <source>There is no field called “%1” here. Known are %2.</source>
        <translation>此處沒有名為「%1」的欄位。可用的欄位為%2。</translation>
    </message>
    <message>
        <source>The field “%1” is missing.</source>
        <translation>缺少欄位「%1」。</translation>
    </message>
    <message>
        <source>This has to be a text of 1 to %1 characters.</source>
        <translation>此處必須為1至%1個字元的文字。</translation>
    </message>
    <message>
        <source>This has to be an object, from “{” to “}”.</source>
        <translation>此處必須為物件，從「{」到「}」。</translation>
    </message>
    <message>
        <source>The login name or the password is not right. Type both again.</source>
        <translation>登入名稱或密碼不正確。請重新輸入兩者。</translation>
    </message>
    <message>
        <source>The one-time token is unknown, used or too old. Ask the local platform for another.</source>
        <translation>一次性權杖不明、已使用或已過期。請向本機平台索取新的權杖。</translation>
    </message>
    <message>
        <source>Too many wrong passwords came from %1. Wait %2 seconds before you try again.</source>
        <translation>來自%1的密碼錯誤次數過多。請等待%2秒後再試。</translation>
    </message>
    <message>
        <source>The change names no section. Name at least one of %1.</source>
        <translation>此變更未指定區段。請至少指定下列其中一個：%1。</translation>
    </message>
    <message>
        <source>The revision has to be the whole number that was read, 0 or more.</source>
        <translation>修訂版本必須為讀取到的整數，且為0以上。</translation>
    </message>
    <message>
        <source>%1. `sekimorid --help` shows what can be given.</source>
        <translation>%1。可用的選項請參閱`sekimorid --help`。</translation>
    </message>
    <message>
        <source>“%1” is not set. Set it in the configuration file, as %2 or as --%1.</source>
        <translation>尚未設定「%1」。請在設定檔中設定，或以%2或--%1指定。</translation>
    </message>
    <message>
        <source>%1: “%2” cannot be the value of “%3”. Expected is %4.</source>
        <translation>%1：「%2」不能作為「%3」的值。應為%4。</translation>
    </message>
    <message>
        <source>The configuration file “%1” cannot be read: %2.</source>
        <translation>無法讀取設定檔「%1」：%2。</translation>
    </message>
    <message>
        <source>%1: this line is not “key = value”. Begin remarks with “#”.</source>
        <translation>%1：此行不是「key = value」格式。註解請以「#」開頭。</translation>
    </message>
    <message>
        <source>%1: there is no setting called “%2”. Known are %3.</source>
        <translation>%1：沒有名為「%2」的設定。可用的設定為%3。</translation>
    </message>
    <message>
        <source>%1: “%2” was set before, at %3. Leave one of them out.</source>
        <translation>%1：「%2」已在%3設定過。請移除其中一個。</translation>
    </message>
    <message>
        <source>The control socket “%1” could not be opened: %2.</source>
        <translation>無法開啟控制通訊端「%1」：%2。</translation>
    </message>
    <message>
        <source>There is no command “%1” here. Known are %2.</source>
        <translation>此處沒有命令「%1」。可用的命令為%2。</translation>
    </message>
    <message>
        <source>Only the service&apos;s own user and the system&apos;s administrator may give it commands.</source>
        <translation>只有服務本身的使用者與系統管理員可以對其下達命令。</translation>
    </message>
    <message>
        <source>The command is longer than %1 bytes.</source>
        <translation>命令超過%1位元組。</translation>
    </message>
    <message>
        <source>The password file “%1” cannot be read: %2.</source>
        <translation>無法讀取密碼檔「%1」：%2。</translation>
    </message>
    <message>
        <source>There is no terminal to ask for the password on. Give --password-file or --generate-password.</source>
        <translation>沒有可供輸入密碼的終端機。請指定--password-file或--generate-password。</translation>
    </message>
    <message>
        <source>The two passwords are not the same. Nothing was made.</source>
        <translation>兩次輸入的密碼不一致。未建立任何內容。</translation>
    </message>
    <message>
        <source>The running service did not answer on “%1”. Look into its log.</source>
        <translation>執行中的服務未在「%1」回應。請查看其記錄。</translation>
    </message>
    <message>
        <source>Nobody here is called “%1”. Check the address.</source>
        <translation>此處沒有「%1」。請檢查網址。</translation>
    </message>
    <message>
        <source>From your address, %1, this site asks for a user name and a password. Ask your administrator for them if you do not have them.</source>
        <translation>此網站要求來自您的位址%1的連線輸入使用者名稱與密碼。如果您沒有，請向管理員索取。</translation>
    </message>
    <message>
        <source>The user name or the password is not right. Type both again; capital and small letters differ.</source>
        <translation>使用者名稱或密碼不正確。請重新輸入兩者；英文字母有大小寫之分。</translation>
    </message>
    <message>
        <source>Too many wrong passwords came from your address, %1. Wait %2 seconds before you try again.</source>
        <translation>來自您的位址%1的密碼錯誤次數過多。請等待%2秒後再試。</translation>
    </message>
    <message>
        <source>This address is for secure access with client certificates, which this site has not switched on. Use its main address.</source>
        <translation>此網址供使用用戶端憑證的安全存取使用，而此網站尚未啟用安全存取。請使用主要網址。</translation>
    </message>
    <message>
        <source>Your browser sent no client certificate. Install the one that you were given, and choose it when the browser asks.</source>
        <translation>您的瀏覽器未傳送用戶端憑證。請安裝您取得的憑證，並在瀏覽器詢問時選擇該憑證。</translation>
    </message>
    <message>
        <source>Your client certificate was not issued by this site. Choose the one that was.</source>
        <translation>您的用戶端憑證不是由此網站核發。請選擇此網站核發的憑證。</translation>
    </message>
    <message>
        <source>Your client certificate is not in this site&apos;s list. Ask your administrator for another.</source>
        <translation>您的用戶端憑證不在此網站的清單中。請向管理員索取新的憑證。</translation>
    </message>
    <message>
        <source>Your client certificate was revoked. Ask your administrator for another.</source>
        <translation>您的用戶端憑證已撤銷。請向管理員索取新的憑證。</translation>
    </message>
    <message>
        <source>Your client certificate is not valid yet. Check your device&apos;s clock, or wait.</source>
        <translation>您的用戶端憑證尚未生效。請檢查裝置的時間，或稍後再試。</translation>
    </message>
    <message>
        <source>Your client certificate has expired. Ask your administrator for another.</source>
        <translation>您的用戶端憑證已過期。請向管理員索取新的憑證。</translation>
    </message>
    <message>
        <source>The user of your client certificate does not exist any more. Ask your administrator.</source>
        <translation>您的用戶端憑證所屬的使用者已不存在。請洽詢管理員。</translation>
    </message>
    <message>
        <source>The user of your client certificate may not use secure access. Ask your administrator.</source>
        <translation>您的用戶端憑證所屬的使用者不可使用安全存取。請洽詢管理員。</translation>
    </message>
    <message>
        <source>You came from %1. This site lets in every address.</source>
        <translation>您的連線來源為%1。此網站允許所有位址。</translation>
    </message>
    <message>
        <source>You came from %1, which is on this site&apos;s list of allowed addresses.</source>
        <translation>您的連線來源為%1，該位址在此網站的允許清單中。</translation>
    </message>
    <message>
        <source>You came from %1, which is not on this site&apos;s list, and gave the right user name and password.</source>
        <translation>您的連線來源為%1，該位址不在此網站的清單中，但已輸入正確的使用者名稱與密碼。</translation>
    </message>
    <message>
        <source>You came from %1 and have shown a valid client certificate.</source>
        <translation>您的連線來源為%1，並已出示有效的用戶端憑證。</translation>
    </message>
    <message>
        <source>Nobody here by this name</source>
        <translation>找不到此名稱</translation>
    </message>
    <message>
        <source>User name and password, please</source>
        <translation>請輸入使用者名稱與密碼</translation>
    </message>
    <message>
        <source>Not from here</source>
        <translation>無法從此處存取</translation>
    </message>
    <message>
        <source>A client certificate is needed</source>
        <translation>需要用戶端憑證</translation>
    </message>
    <message>
        <source>Wait a moment</source>
        <translation>請稍候</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>此處沒有內容</translation>
    </message>
    <message>
        <source>“%1” is not an IP address to listen on. Give one such as 127.0.0.1 or ::.</source>
        <translation>「%1」不是可接聽的IP位址。請輸入127.0.0.1或::這樣的位址。</translation>
    </message>
    <message>
        <source>The service cannot listen on %1, port %2: %3. Choose another port or stop the program that uses it.</source>
        <translation>服務無法在%1的連接埠%2接聽：%3。請選擇其他連接埠，或停止使用該連接埠的程式。</translation>
    </message>
    <message>
        <source>The request is not well-formed HTTP/1.1 (%1). Nothing of it was used.</source>
        <translation>要求不是格式正確的HTTP/1.1（%1）。其內容均未採用。</translation>
    </message>
    <message>
        <source>The request&apos;s target is not a path. Send one that begins with “/”, in ASCII and without a fragment.</source>
        <translation>要求的目標不是路徑。請傳送以「/」開頭、僅含ASCII且不含片段的路徑。</translation>
    </message>
    <message>
        <source>Where the request&apos;s body ends can be read in two ways. Send one Content-Length, or “Transfer-Encoding: chunked” alone, without chunk extensions.</source>
        <translation>要求本文的結尾位置有兩種解讀。請只傳送一個Content-Length，或只傳送「Transfer-Encoding: chunked」且不含區塊延伸。</translation>
    </message>
    <message>
        <source>A header is spread over several lines, which is obsolete. Send each on one line.</source>
        <translation>標頭分成多行，此寫法已淘汰。請將每個標頭寫在同一行。</translation>
    </message>
    <message>
        <source>The request needs exactly one Host header with a host name and, if wanted, a port.</source>
        <translation>要求必須恰有一個Host標頭，內含主機名稱，並可視需要加上連接埠。</translation>
    </message>
    <message>
        <source>The header Expect has a value that nobody here can meet. Only “100-continue” is known.</source>
        <translation>Expect標頭的值無法處理。僅支援「100-continue」。</translation>
    </message>
    <message>
        <source>The request&apos;s header is larger than %1 bytes. Send fewer or shorter headers.</source>
        <translation>要求的標頭超過%1位元組。請減少標頭或縮短其內容。</translation>
    </message>
    <message>
        <source>The request&apos;s body is larger than %1 bytes. Send it in several requests.</source>
        <translation>要求的本文超過%1位元組。請分成多個要求傳送。</translation>
    </message>
    <message>
        <source>The request&apos;s header was not complete within %1 seconds. Send it again.</source>
        <translation>要求的標頭未在%1秒內傳送完畢。請重新傳送。</translation>
    </message>
    <message>
        <source>The request&apos;s body was not complete within %1 seconds. Send it again over a faster connection, or in several requests.</source>
        <translation>要求的本文未在%1秒內傳送完畢。請以較快的連線重新傳送，或分成多個要求傳送。</translation>
    </message>
    <message>
        <source>The connection was opened without a server name (TLS SNI). Connect by host name, not by address.</source>
        <translation>連線未指定伺服器名稱（TLS SNI）。請以主機名稱連線，不要使用位址。</translation>
    </message>
    <message>
        <source>Nobody here is called “%1”. Check the host name.</source>
        <translation>此處沒有「%1」。請檢查主機名稱。</translation>
    </message>
    <message>
        <source>The request is for “%1”, but the connection was opened for “%2”. Open one for each host name.</source>
        <translation>要求的對象是「%1」，但連線是為「%2」建立的。請為每個主機名稱分別建立連線。</translation>
    </message>
    <message>
        <source>The service has more to do than it can take. Try again in a few seconds.</source>
        <translation>服務目前負載過重。請在數秒後再試。</translation>
    </message>
    <message>
        <source>The service failed while it handled the request. Its operator finds the reason in the service&apos;s log.</source>
        <translation>服務處理要求時發生錯誤。服務的維運人員可在服務記錄中查明原因。</translation>
    </message>
    <message>
        <source>The path “%1” is not well formed. Send it normalised and in valid percent-encoding.</source>
        <translation>路徑「%1」的格式不正確。請傳送經正規化且百分比編碼有效的路徑。</translation>
    </message>
    <message>
        <source>There is nothing at “%1”. Check the path against the API description.</source>
        <translation>「%1」沒有內容。請對照API說明檢查路徑。</translation>
    </message>
    <message>
        <source>“%1” does not take %2. It takes %3.</source>
        <translation>「%1」不接受%2。可接受%3。</translation>
    </message>
    <message>
        <source>TLS could not be set up: %1. Check the installed OpenSSL.</source>
        <translation>無法設定TLS：%1。請檢查已安裝的OpenSSL。</translation>
    </message>
    <message>
        <source>The certificate “%1” names no host. Have it issued with the host names as subject alternative names.</source>
        <translation>憑證「%1」未指定任何主機。請重新核發以主體別名載明主機名稱的憑證。</translation>
    </message>
    <message>
        <source>The certificate “%1” cannot be used for TLS: %2. Have one issued with an EC P-256 key or an RSA key of at least 2048 bits.</source>
        <translation>憑證「%1」無法用於TLS：%2。請核發使用EC P-256金鑰或至少2048位元RSA金鑰的憑證。</translation>
    </message>
    <message>
        <source>“%1” could not be written: %2. Check the folder and the free space.</source>
        <translation>無法寫入「%1」：%2。請檢查資料夾與可用空間。</translation>
    </message>
    <message>
        <source>The store “%1” could not be opened. Check that the service&apos;s user may read and write it; the service&apos;s log has the details.</source>
        <translation>無法開啟資料存放區「%1」。請確認服務的使用者可讀取與寫入；詳細資訊請見服務記錄。</translation>
    </message>
    <message>
        <source>The platform&apos;s disk is full. Nothing was changed; its operator has to make room before it can be.</source>
        <translation>平台的磁碟已滿。未變更任何內容；需由維運人員清出空間後才能變更。</translation>
    </message>
    <message>
        <source>The platform&apos;s disk does not do its work at present. Nothing was changed; try again, and tell the operator.</source>
        <translation>平台的磁碟目前無法正常運作。未變更任何內容；請再試一次，並通知維運人員。</translation>
    </message>
    <message>
        <source>The platform&apos;s store refused to work. Nothing was changed; its operator finds the reason in the service&apos;s log.</source>
        <translation>平台的資料存放區無法運作。未變更任何內容；平台的維運人員可在服務記錄中查明原因。</translation>
    </message>
    <message>
        <source>The data folder “%1” is in use by another platform service. Stop that one first, or name another folder.</source>
        <translation>資料目錄「%1」正由另一個平台服務使用。請先停止該服務，或指定其他目錄。</translation>
    </message>
    <message>
        <source>The store has tables of version %1, and this program knows them up to version %2 only. It was left as it is; start the newer program, or restore the backup from before it.</source>
        <translation>資料存放區的資料表版本為%1，而此程式僅支援至版本%2。內容維持不變；請啟動較新的程式，或還原先前的備份。</translation>
    </message>
    <message>
        <source>The Idempotency-Key came with another request before. Nothing was changed; send each change under a key of its own.</source>
        <translation>此Idempotency-Key已用於另一個要求。未變更任何內容；請為每項變更使用不同的金鑰。</translation>
    </message>
    <message>
        <source>The stored settings of section “%1” of tenant number %2 cannot be read. Restore the store from a backup.</source>
        <translation>無法讀取租用戶編號%2的區段「%1」所儲存的設定。請從備份還原資料存放區。</translation>
    </message>
    <message>
        <source>The section “%1” is at revision %2 by now, and the change is based on revision %3. Nothing was changed; look at what stands now, and decide again.</source>
        <translation>區段「%1」目前為修訂版本%2，而此變更以修訂版本%3為依據。未變更任何內容；請查看目前的設定後再決定。</translation>
    </message>
    <message>
        <source>This change would shut yourself out: the way by which you are here now would be closed. Nothing was changed; say why you want it, or change something else.</source>
        <translation>此變更會將您自己鎖在外面：您目前使用的進入方式將會關閉。未變更任何內容；請說明原因，或改變其他設定。</translation>
    </message>
    <message>
        <source>The data folder “%1” is not there and could not be made. Check that the service&apos;s user may write where it shall be, or name another folder.</source>
        <translation>資料目錄「%1」不存在，也無法建立。請確認服務的使用者可在該位置寫入，或指定其他目錄。</translation>
    </message>
    <message>
        <source>“%1” could not be kept from other users of this machine. Check that it belongs to the service&apos;s user.</source>
        <translation>無法防止此電腦的其他使用者存取「%1」。請確認其擁有者為服務的使用者。</translation>
    </message>
    <message>
        <source>A subdomain has 3 to 32 characters; this one has %1. Choose another.</source>
        <translation>子網域必須為3至32個字元；目前為%1個字元。請使用其他名稱。</translation>
    </message>
    <message>
        <source>Character %1 of the subdomain is not allowed. Use the letters a to z, digits and hyphens.</source>
        <translation>子網域的第%1個字元不允許使用。請使用英文字母a至z、數字與連字號。</translation>
    </message>
    <message>
        <source>A subdomain neither begins nor ends with a hyphen. Remove it.</source>
        <translation>子網域不可以連字號開頭或結尾。請將其移除。</translation>
    </message>
    <message>
        <source>The subdomain “%1” is kept for the platform itself. Choose another.</source>
        <translation>子網域「%1」保留供平台本身使用。請使用其他名稱。</translation>
    </message>
    <message>
        <source>The subdomain “%1” belongs to another tenant. Choose another.</source>
        <translation>子網域「%1」已屬於其他租用戶。請使用其他名稱。</translation>
    </message>
    <message>
        <source>There is no such tenant on this platform any more.</source>
        <translation>此平台上已沒有該租用戶。</translation>
    </message>
    <message>
        <source>A login name neither begins nor ends with a blank. Remove it.</source>
        <translation>登入名稱不可以空格開頭或結尾。請將其移除。</translation>
    </message>
    <message>
        <source>The login name “%1” is not free to take: in the audit log it stands for the system. Choose another.</source>
        <translation>無法使用登入名稱「%1」：在稽核記錄中，此名稱代表系統。請使用其他名稱。</translation>
    </message>
    <message>
        <source>There is a user with the login name “%1” already; case does not tell them apart. Choose another.</source>
        <translation>已有登入名稱為「%1」的使用者；登入名稱不分大小寫。</translation>
    </message>
    <message>
        <source>The platform has more changes to write than it can take. Nothing was changed; try again soon.</source>
        <translation>平台待寫入的變更過多。未變更任何內容；請稍後再試。</translation>
    </message>
    <message>
        <source>The platform is stopping. Nothing was changed; try again later.</source>
        <translation>平台正在停止。未變更任何內容；請稍後再試。</translation>
    </message>
    <message>
        <source>The platform&apos;s disk gave up while several changes were written together, this one among them. Nothing was changed; try again.</source>
        <translation>平台一併寫入多項變更（包括此變更）時，磁碟發生錯誤。未變更任何內容；請再試一次。</translation>
    </message>
    <message>
        <source>There are no query parameters here; leave “%1” out.</source>
        <translation>此處沒有查詢參數；請移除「%1」。</translation>
    </message>
    <message>
        <source>The running service refused: %1</source>
        <translation>執行中的服務已拒絕：%1</translation>
    </message>
    <message>
        <source>This site does not let in requests from your address, %1. Use a network that it lets in, or ask its administrator to allow this one.</source>
        <translation>此網站不允許來自您的位址%1的要求。請使用此網站允許的網路，或請管理員允許目前的網路。</translation>
    </message>
    <message>
        <source>“%1” is no mail address. Write it as name@example.com, one address to a line.</source>
        <translation>「%1」不是電子郵件地址。請寫成 name@example.com，每行一個地址。</translation>
    </message>
    <message>
        <source>“%1” is listed twice. Remove one of the two.</source>
        <translation>「%1」列了兩次。請移除其中一個。</translation>
    </message>
    <message>
        <source>“%1” is no origin. Write it as browsers do, without a path: https://portal.example.com, or with a port that is not the usual one.</source>
        <translation>「%1」不是來源（origin）。請照瀏覽器的寫法，不含路徑：https://portal.example.com；非標準的連接埠可以加在後面。</translation>
    </message>
    <message>
        <source>No origin is listed, so nobody could show the pages in a frame. Add one, or choose the protection that lets in the tenant&apos;s own pages only.</source>
        <translation>沒有列出任何來源，因此沒有網站能在框架中顯示這些頁面。請新增一個，或選擇只允許租用戶自己頁面的保護。</translation>
    </message>
    <message>
        <source>“%1” is no time zone that is known here. Use a name of the time zone database, such as Asia/Tokyo or UTC.</source>
        <translation>這裡沒有名為「%1」的時區。請使用時區資料庫中的名稱，例如 Asia/Tokyo 或 UTC。</translation>
    </message>
    <message>
        <source>The tenant does not let the platform&apos;s staff look at it now. Ask its administrator to allow it.</source>
        <translation>此租用戶目前不允許平台人員檢視。請要求其管理員允許。</translation>
    </message>
    <message>
        <source>These bytes were never sent here. Send them first, then save the section.</source>
        <translation>這份資料從未送到這裡。請先傳送資料，再儲存這個區段。</translation>
    </message>
    <message>
        <source>A tenant&apos;s user is an administrator, an auditor or a user; “%1” is none of these.</source>
        <translation>租用戶的使用者是管理員、稽核員或一般使用者；「%1」都不是。</translation>
    </message>
    <message>
        <source>From “since” to “until” there may be %1 days at most. Ask for a shorter time.</source>
        <translation>從「since」到「until」最長為 %1 天。請縮短期間。</translation>
    </message>
    <message>
        <source>Steps of %1 seconds would make %2 counts, and %3 are the most. Take steps of at least %4 seconds, or a shorter time.</source>
        <translation>以 %1 秒為間隔會產生 %2 筆統計，而上限為 %3 筆。請將間隔設為至少 %4 秒，或縮短期間。</translation>
    </message>
    <message>
        <source>The service is stopping. Connect again in a moment.</source>
        <translation>服務正在停止。請稍候再重新連線。</translation>
    </message>
    <message>
        <source>“%1” is empty. Give it a value, or leave it out.</source>
        <translation>「%1」是空的。請給它一個值，或省略它。</translation>
    </message>
    <message>
        <source>There is no level “%1”. The levels are %2.</source>
        <translation>沒有等級「%1」。等級有 %2。</translation>
    </message>
    <message>
        <source>There is no result “%1”. The results are %2.</source>
        <translation>沒有結果「%1」。結果有 %2。</translation>
    </message>
    <message>
        <source>This is not a point in time such as 2026-03-05T14:00:00.5Z or 2026-03-05T23:00:00+09:00, with at most six digits behind the second.</source>
        <translation>這不是如 2026-03-05T14:00:00.5Z 或 2026-03-05T23:00:00+09:00 的時間；秒的小數最多六位。</translation>
    </message>
    <message>
        <source>This text has half a character in it, which no file can hold.</source>
        <translation>此文字含有半個字元，無法存入檔案。</translation>
    </message>
    <message>
        <source>This token writes under the name “%1” only. Give this name, or leave the field out.</source>
        <translation>此權杖只能以「%1」的名稱寫入。請使用此名稱，或省略該欄位。</translation>
    </message>
    <message>
        <source>Under the name “Common” only the platform itself writes. Leave the field out.</source>
        <translation>只有平台本身會以「Common」的名稱寫入。請省略該欄位。</translation>
    </message>
    <message>
        <source>The body has to be sent as “application/json” for one event, or as “application/x-ndjson” for one on each line.</source>
        <translation>本文須以「application/json」傳送一筆事件，或以「application/x-ndjson」每行傳送一筆。</translation>
    </message>
    <message>
        <source>There is no event in the body. Nothing was written.</source>
        <translation>本文中沒有事件。未寫入任何內容。</translation>
    </message>
    <message>
        <source>The body has more than %1 lines. Nothing was written; send them in several requests.</source>
        <translation>本文超過 %1 行。未寫入任何內容；請分成數次請求傳送。</translation>
    </message>
    <message>
        <source>This has to be a text, in double quotes.</source>
        <translation>必須是以雙引號括住的文字。</translation>
    </message>
    <message>
        <source>Your session has ended. Sign in again to go on.</source>
        <translation>您的工作階段已結束。若要繼續，請重新登入。</translation>
    </message>
    <message>
        <source>Your session has %1 streams open already, as many as it may. Close one first.</source>
        <translation>您的工作階段已開啟%1個串流，達到上限。請先關閉其中一個。</translation>
    </message>
    <message>
        <source>%1 streams of this tenant are open already, as many as it may have. Try again when one was closed.</source>
        <translation>此租用戶已開啟%1個串流，達到上限。請在其中一個關閉後再試一次。</translation>
    </message>
    <message>
        <source>The service has as many streams open as it can serve. Try again in a minute.</source>
        <translation>服務已開啟的串流數量達到上限。請於一分鐘後再試一次。</translation>
    </message>
    <message>
        <source>“%1” has to be a time with its zone, such as 2026-03-05T14:00:00Z or 2026-03-05T23:00:00+09:00.</source>
        <translation>「%1」必須是附有時區的時間，例如 2026-03-05T14:00:00Z 或 2026-03-05T23:00:00+09:00。</translation>
    </message>
    <message>
        <source>“until” has to be later than “since”.</source>
        <translation>「until」必須晚於「since」。</translation>
    </message>
    <message>
        <source>Only proxies that this platform&apos;s operator has named get an answer here.</source>
        <translation>只有平台營運者登錄的代理伺服器才能在此取得回應。</translation>
    </message>
    <message>
        <source>The proxy does not say clearly which request it asks about. It has to send X-Forwarded-Host once, with one host name.</source>
        <translation>無法判斷代理伺服器詢問的是哪個請求。請只傳送一次 X-Forwarded-Host，並只指定一個主機名稱。</translation>
    </message>
    <message>
        <source>The form did not arrive as this page sends it. Load the page anew and try again.</source>
        <translation>表單內容未能正確送達。請重新載入頁面後再試一次。</translation>
    </message>
    <message>
        <source>You came from %1, from where the platform&apos;s operator lets one administrator in for an hour.</source>
        <translation>您來自 %1，平台營運者允許一位管理員由此進入一小時。</translation>
    </message>
    <message>
        <source>There is nothing at “%1”. Check the address, or begin at the home page.</source>
        <translation>「%1」沒有任何內容。請檢查位址，或從首頁開始。</translation>
    </message>
    <message>
        <source>To the home page</source>
        <translation>前往首頁</translation>
    </message>
    <message>
        <source>Not in this way</source>
        <translation>無法以此方式使用</translation>
    </message>
    <message>
        <source>The client certificate belongs to somebody else. At this address you can sign in only as its user.</source>
        <translation>用戶端憑證屬於其他使用者。在此位址只能以憑證的使用者登入。</translation>
    </message>
    <message>
        <source>From your address, %1, the platform&apos;s operator lets in one administrator for an hour, and nobody else.</source>
        <translation>在您的位址 %1，平台營運者只允許一位管理員進入一小時，其他人皆不可。</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>登入%1</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登入</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>登入名稱</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密碼</translation>
    </message>
    <message>
        <source>You are signed out.</source>
        <translation>您已登出。</translation>
    </message>
    <message>
        <source>Type your login name and your password.</source>
        <translation>請輸入登入名稱和密碼。</translation>
    </message>
    <message>
        <source>This page was open too long, or the form came from elsewhere. Nothing was done; try again.</source>
        <translation>頁面開啟太久，或表單來自其他地方，因此未執行任何動作。請再試一次。</translation>
    </message>
    <message>
        <source>Home – %1</source>
        <translation>首頁 – %1</translation>
    </message>
    <message>
        <source>Welcome, %1</source>
        <translation>歡迎，%1</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服務</translation>
    </message>
    <message>
        <source>Nothing is listed here yet. What this site&apos;s administrators add with the Sekimori console appears here.</source>
        <translation>目前尚無項目。管理員以 Sekimori主控台新增的服務會顯示在這裡。</translation>
    </message>
    <message>
        <source>Signed in as %1</source>
        <translation>目前以 %1 登入</translation>
    </message>
    <message>
        <source>Sign out of %1?</source>
        <translation>要登出%1嗎？</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>登出</translation>
    </message>
    <message>
        <source>You are signed in as %1. Signing out ends your session in this browser, also for what else stands behind this address.</source>
        <translation>您目前以 %1 登入。登出後，此瀏覽器中的工作階段將結束，此位址的其他服務也包括在內。</translation>
    </message>
    <message>
        <source>Stay signed in</source>
        <translation>保持登入</translation>
    </message>
    <message>
        <source>Sign in first</source>
        <translation>請先登入</translation>
    </message>
    <message>
        <source>What is at this address is shown to those who are signed in.</source>
        <translation>此位址的內容僅對已登入的使用者顯示。</translation>
    </message>
    <message>
        <source>The token was revoked this moment. Nothing was written.</source>
        <translation>權杖剛剛被撤銷。未寫入任何內容。</translation>
    </message>
    <message>
        <source>There is no tenant with the subdomain “%1” on this platform.</source>
        <translation>此平台上沒有子網域為「%1」的租戶。</translation>
    </message>
    <message>
        <source>The tenant “%1” has no user called “%2”.</source>
        <translation>租戶「%1」沒有名為「%2」的使用者。</translation>
    </message>
    <message>
        <source>“%1” is not an administrator of the tenant “%2”. Only one who can mend its rules is let in this way.</source>
        <translation>「%1」不是租戶「%2」的管理員。此方式只允許能修正規則的管理員進入。</translation>
    </message>
    <message>
        <source>There is no such service here. Read the list again.</source>
        <translation>這裡沒有該服務。請重新讀取清單。</translation>
    </message>
    <message>
        <source>The service has no such token; it may have been revoked. Read the list again.</source>
        <translation>該服務沒有此權杖；可能已被撤銷。請重新讀取清單。</translation>
    </message>
    <message>
        <source>There are %1 services already, and more there cannot be. Delete one first.</source>
        <translation>已有 %1 項服務，無法再增加。請先刪除一項。</translation>
    </message>
    <message>
        <source>The service has %1 tokens already, and more it cannot have. Revoke one first.</source>
        <translation>該服務已有 %1 個權杖，無法再增加。請先撤銷一個。</translation>
    </message>
    <message>
        <source>You are here only because the platform&apos;s operator lets you in until %1, and by these rules you would be shut out from then on. Nothing was changed; let your way in, or say why you want it so.</source>
        <translation>您目前能進入，只是因為平台營運者在 %1 之前放行；依這些規則，之後您將被拒於門外。未變更任何內容；請允許您的途徑，或說明理由。</translation>
    </message>
    <message>
        <source>“%1” is not free to take: in the audit log “Common” stands for the platform itself. Choose another name.</source>
        <translation>「%1」不能使用：稽核記錄中的「Common」代表平台本身。請選擇其他名稱。</translation>
    </message>
    <message>
        <source>A service&apos;s name neither begins nor ends with a blank. Remove it.</source>
        <translation>服務名稱的開頭與結尾不能有空白。請移除。</translation>
    </message>
    <message>
        <source>There are characters in this name that nobody would see. Type it anew.</source>
        <translation>此名稱含有看不見的字元。請重新輸入。</translation>
    </message>
    <message>
        <source>There is a service called “%1” already; case and width do not tell them apart. Choose another name.</source>
        <translation>已有名為「%1」的服務；大小寫與全形半形不加以區分。請選擇其他名稱。</translation>
    </message>
    <message>
        <source>This is not the whole address of a web site. Give one such as https://groupware.example/.</source>
        <translation>這不是網站的完整位址。請輸入如 https://groupware.example/ 的位址。</translation>
    </message>
    <message>
        <source>An address that everybody is shown holds no user name and no password. Remove them.</source>
        <translation>會顯示給所有人的位址不能含有使用者名稱或密碼。請移除。</translation>
    </message>
    <message>
        <source>The ZIP archive could not be made: %1.</source>
        <translation>無法建立 ZIP 壓縮檔：%1。</translation>
    </message>
    <message>
        <source>This is not a certificate: %1.</source>
        <translation>這不是憑證：%1。</translation>
    </message>
    <message>
        <source>The certificate&apos;s file could not be made: %1.</source>
        <translation>無法建立憑證檔案：%1。</translation>
    </message>
    <message>
        <source>This is not a certificate&apos;s file (PKCS#12, with the ending .p12 or .pfx), or it is damaged.</source>
        <translation>這不是憑證檔案（PKCS#12，副檔名 .p12 或 .pfx），或檔案已損毀。</translation>
    </message>
    <message>
        <source>The password is not that of this file. Type it again; capital and small letters differ.</source>
        <translation>密碼與此檔案不符。請重新輸入，大小寫有別。</translation>
    </message>
    <message>
        <source>The file is protected by %1, which cannot be read here. The password is not to blame: export the certificate again with AES-256, or with 3DES.</source>
        <translation>檔案以 %1 保護，此處無法讀取。這不是密碼的問題：請以 AES-256 或 3DES 重新匯出憑證。</translation>
    </message>
    <message>
        <source>There is no certificate with its private key in this file. Export it again together with the key.</source>
        <translation>此檔案中沒有附私密金鑰的憑證。請連同金鑰重新匯出。</translation>
    </message>
    <message>
        <source>The revocation list could not be made: %1.</source>
        <translation>無法建立撤銷清單：%1。</translation>
    </message>
    <message>
        <source>This is no key: expected are 64 hexadecimal digits, such as “openssl rand -hex 32” writes.</source>
        <translation>這不是金鑰：須為 64 個十六進位數字，如「openssl rand -hex 32」的輸出。</translation>
    </message>
    <message>
        <source>What was stored encrypted cannot be opened: it was made with another key, or it was changed.</source>
        <translation>無法開啟加密保存的內容：它是以另一把金鑰建立，或已遭變更。</translation>
    </message>
    <message>
        <source>The password is too short: it has %1 characters, and at least %2 are needed.</source>
        <translation>密碼太短：目前有%1個字元，至少需要%2個。</translation>
    </message>
    <message>
        <source>The password is too short for an administrator: it has %1 characters, and at least %2 are needed.</source>
        <translation>以管理員密碼而言太短：目前有%1個字元，至少需要%2個。</translation>
    </message>
    <message>
        <source>The password is too long: it has %1 characters, and at most %2 are possible.</source>
        <translation>密碼太長：目前有%1個字元，最多可有%2個。</translation>
    </message>
    <message>
        <source>There is no password. Type one.</source>
        <translation>沒有密碼。請輸入。</translation>
    </message>
    <message>
        <source>The password has no letter. Add at least one.</source>
        <translation>密碼中沒有字母。請至少加入一個。</translation>
    </message>
    <message>
        <source>The password has no number. Add at least one digit.</source>
        <translation>密碼中沒有數字。請至少加入一個。</translation>
    </message>
    <message>
        <source>The password has no symbol. Add at least one, such as “-” or “!”.</source>
        <translation>密碼中沒有符號。請至少加入一個，例如「-」或「!」。</translation>
    </message>
    <message>
        <source>The password must not be the login name. Choose another.</source>
        <translation>密碼不能與登入名稱相同。請改用其他密碼。</translation>
    </message>
    <message>
        <source>The file “%1” is longer than the %2 MB that can be read.</source>
        <translation>檔案「%1」超過可讀取的 %2 MB。</translation>
    </message>
    <message>
        <source>This has to be a list of %1 to %2 entries.</source>
        <translation>須為 %1 到 %2 項的清單。</translation>
    </message>
    <message>
        <source>This has to be a user&apos;s id, a whole number.</source>
        <translation>須為使用者的 ID（整數）。</translation>
    </message>
    <message>
        <source>This has to be a serial number in hexadecimal digits, as the list gives it.</source>
        <translation>須為清單所列的十六進位序號。</translation>
    </message>
    <message>
        <source>This has to be a day such as 2027-03-05.</source>
        <translation>須為如 2027-03-05 的日期。</translation>
    </message>
    <message>
        <source>This has to be one of: %1.</source>
        <translation>須為下列之一：%1。</translation>
    </message>
    <message>
        <source>This has to be true or false, without quotes.</source>
        <translation>須為 true 或 false，不加引號。</translation>
    </message>
    <message>
        <source>Certificates of %1</source>
        <translation>%1的憑證</translation>
    </message>
    <message>
        <source>The client certificate of %1 ends on %2 (in %3 days)</source>
        <translation>%1的用戶端憑證將於 %2 到期（還有 %3 天）</translation>
    </message>
    <message>
        <source>%1 client certificates end on %2 (in %3 days)</source>
        <translation>有 %1 張用戶端憑證將於 %2 到期（還有 %3 天）</translation>
    </message>
    <message>
        <source>The certificate authority ends on %1 (in %2 days)</source>
        <translation>憑證授權單位將於 %1 到期（還有 %2 天）</translation>
    </message>
    <message>
        <source>The revocation list ends on %1 (in %2 days) unless the platform makes it anew, which it does by itself</source>
        <translation>若平台未自動更新，撤銷清單將於 %1 到期（還有 %2 天）</translation>
    </message>
    <message>
        <source>This site has no certificate authority yet. It is made when the first certificate is issued.</source>
        <translation>此網站尚無憑證授權單位。首次發行憑證時即會建立。</translation>
    </message>
    <message>
        <source>“%1” has to be one of: %2.</source>
        <translation>「%1」須為下列之一：%2。</translation>
    </message>
    <message>
        <source>There is no such picture here. One that no page shows is kept for an hour only; send it again.</source>
        <translation>這裡沒有該圖片。沒有任何頁面使用的圖片只保留一小時；請重新傳送。</translation>
    </message>
    <message>
        <source>This has to be a list of 1 to %1 users&apos; ids, each a whole number.</source>
        <translation>必須是 1 到 %1 個使用者 ID 的清單，每個都是整數。</translation>
    </message>
    <message>
        <source>The password has expired, or was set by an administrator. Choose another one to sign in with.</source>
        <translation>密碼已過期，或是由管理員設定的。請設定新密碼後登入。</translation>
    </message>
    <message>
        <source>The operator&apos;s key could not be read from “%1”: %2.</source>
        <translation>無法從「%1」讀取營運者的金鑰：%2。</translation>
    </message>
    <message>
        <source>The operator&apos;s key “%1” lies in the data folder, so whoever gets hold of that has both. Put it elsewhere.</source>
        <translation>營運者的金鑰「%1」位於資料資料夾內，取得該資料夾者便同時擁有兩者。請移至他處。</translation>
    </message>
    <message>
        <source>The operator&apos;s key “%1” can be read by others on this machine. Let only the service&apos;s user read it (chmod 600).</source>
        <translation>這台電腦上的其他使用者可讀取營運者的金鑰「%1」。請只讓服務的使用者讀取（chmod 600）。</translation>
    </message>
    <message>
        <source>Your client certificate</source>
        <translation>您的用戶端憑證</translation>
    </message>
    <message>
        <source>You have no client certificate. Ask your administrator if you need one.</source>
        <translation>您沒有用戶端憑證。如有需要，請洽管理員。</translation>
    </message>
    <message>
        <source>A new client certificate waits for you until %1. It holds until %2. It can be downloaded once.</source>
        <translation>新的用戶端憑證為您保留至 %1，有效至 %2，僅能下載一次。</translation>
    </message>
    <message>
        <source>Your client certificate holds until %1. Its file was downloaded on %2; ask your administrator for a new one if it is lost.</source>
        <translation>您的用戶端憑證有效至 %1。檔案已於 %2 下載；若遺失，請向管理員申請新的憑證。</translation>
    </message>
    <message>
        <source>Your client certificate holds until %1. Its file is not kept any more; ask your administrator for a new one if you do not have it.</source>
        <translation>您的用戶端憑證有效至 %1。檔案已不再保留；若您沒有該檔案，請向管理員申請新的憑證。</translation>
    </message>
    <message>
        <source>Your client certificate has ended on %1. Ask your administrator for a new one.</source>
        <translation>您的用戶端憑證已於 %1 到期。請向管理員申請新的憑證。</translation>
    </message>
    <message>
        <source>Your client certificate was revoked on %1. Ask your administrator if you need a new one.</source>
        <translation>您的用戶端憑證已於 %1 撤銷。如需新的憑證，請洽管理員。</translation>
    </message>
    <message>
        <source>Download (ZIP)</source>
        <translation>下載（ZIP）</translation>
    </message>
    <message>
        <source>The archive holds the certificate, the password that opens it, and how to install it. Install it on this device, then delete the archive.</source>
        <translation>壓縮檔內有憑證、開啟憑證的密碼與安裝說明。請安裝到此裝置，然後刪除壓縮檔。</translation>
    </message>
    <message>
        <source>Certificates are handed out by the administrators of this site, not here. Ask one of them for yours.</source>
        <translation>憑證由此網站的管理員發放，不在此處提供。請向管理員索取。</translation>
    </message>
    <message>
        <source>Download your client certificate</source>
        <translation>下載您的用戶端憑證</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首頁</translation>
    </message>
    <message>
        <source>Client certificate of %1 for %2</source>
        <translation>%1 用於 %2 的用戶端憑證</translation>
    </message>
    <message>
        <source>With it you come in at %1. It holds until %2; ask your administrator for the next one before.</source>
        <translation>憑此憑證可由 %1 進入，有效至 %2。請在到期前向管理員申請下一張。</translation>
    </message>
    <message>
        <source>Installing certificate.p12 asks for a password: it is in password.txt. Delete both files when you are done, and never send them on together.</source>
        <translation>安裝 certificate.p12 時需要密碼，密碼在 password.txt 中。完成後請刪除這兩個檔案，切勿將兩者一併轉寄。</translation>
    </message>
    <message>
        <source>Windows (Edge, Chrome): open certificate.p12, leave “Current User” as it is, type the password, and let Windows choose the certificate store.</source>
        <translation>Windows（Edge、Chrome）：開啟 certificate.p12，保留「目前使用者」，輸入密碼，並讓 Windows 自動選擇憑證存放區。</translation>
    </message>
    <message>
        <source>macOS (Safari, Chrome): open certificate.p12, add it to the keychain “login”, and type the password.</source>
        <translation>macOS（Safari、Chrome）：開啟 certificate.p12，加入「登入」鑰匙圈，並輸入密碼。</translation>
    </message>
    <message>
        <source>iPhone, iPad: bring certificate.p12 into the app Files, tap it, then go on in Settings under “Profile Downloaded”.</source>
        <translation>iPhone、iPad：將 certificate.p12 放入「檔案」App 並點選，再到「設定」的「已下載描述檔」繼續。</translation>
    </message>
    <message>
        <source>Android: in Settings search for “Install a certificate”, choose “VPN &amp; app user certificate”, and pick certificate.p12.</source>
        <translation>Android：在「設定」中搜尋「安裝憑證」，選擇「VPN 和應用程式使用者憑證」，再選取 certificate.p12。</translation>
    </message>
    <message>
        <source>Firefox, on every system: Settings, “Privacy &amp; Security”, “View Certificates”, “Your Certificates”, “Import”.</source>
        <translation>Firefox（所有系統）：設定 →「隱私權與安全性」→「檢視憑證」→「您的憑證」→「匯入」。</translation>
    </message>
    <message>
        <source>Linux (Chrome, Chromium): Settings, “Privacy and security”, “Security”, “Manage certificates”, “Import”.</source>
        <translation>Linux（Chrome、Chromium）：設定 →「隱私權與安全性」→「安全性」→「管理憑證」→「匯入」。</translation>
    </message>
    <message>
        <source>Does a device call the password wrong though it is right? Then it is too old for this kind of file: ask your administrator for one in the profile “compatible”.</source>
        <translation>密碼正確，裝置卻說錯誤？表示該裝置太舊，不支援這種檔案。請向管理員索取「相容」設定檔的檔案。</translation>
    </message>
    <message>
        <source>Change your password</source>
        <translation>變更密碼</translation>
    </message>
    <message>
        <source>Your password has expired. Choose another one, and you are signed in.</source>
        <translation>您的密碼已過期。設定新密碼後即可登入。</translation>
    </message>
    <message>
        <source>Before you go on, choose a password that nobody but you knows. Then you are signed in.</source>
        <translation>繼續之前，請設定只有您知道的密碼。設定後即可登入。</translation>
    </message>
    <message>
        <source>You stay signed in here. Everywhere else you are signed out, and sign in again with the new password.</source>
        <translation>在此瀏覽器中您會保持登入。其他地方都會登出，請以新密碼重新登入。</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>目前的密碼</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密碼</translation>
    </message>
    <message>
        <source>New password, once more</source>
        <translation>再次輸入新密碼</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>變更密碼</translation>
    </message>
    <message>
        <source>Back, without changing it</source>
        <translation>不變更，返回</translation>
    </message>
    <message>
        <source>Type your present password, and the new one twice.</source>
        <translation>請輸入目前的密碼，並輸入兩次新密碼。</translation>
    </message>
    <message>
        <source>The new password and its repetition differ. Type both again.</source>
        <translation>兩次輸入的新密碼不一致。請重新輸入。</translation>
    </message>
    <message>
        <source>The new password needs:</source>
        <translation>新密碼須符合：</translation>
    </message>
    <message>
        <source>at least %1 characters</source>
        <translation>至少%1個字元</translation>
    </message>
    <message>
        <source>letters and numbers</source>
        <translation>包含字母與數字</translation>
    </message>
    <message>
        <source>letters, numbers and symbols such as “-” or “!”</source>
        <translation>包含字母、數字與符號（例如「-」或「!」）</translation>
    </message>
    <message>
        <source>to be another word than your login name</source>
        <translation>不同於您的登入名稱</translation>
    </message>
    <message>
        <source>to differ from the present one</source>
        <translation>不同於目前的密碼</translation>
    </message>
    <message>
        <source>to differ from your last %1 passwords</source>
        <translation>不同於您最近%1個密碼</translation>
    </message>
    <message>
        <source>Your password was changed.</source>
        <translation>密碼已變更。</translation>
    </message>
    <message>
        <source>Your password expires in %1 days.</source>
        <translation>您的密碼將於%1天後過期。</translation>
    </message>
    <message>
        <source>Your password expires within a day.</source>
        <translation>您的密碼將於一天內過期。</translation>
    </message>
    <message>
        <source>This is not the password that you have now. Type it again.</source>
        <translation>目前的密碼不正確。請重新輸入。</translation>
    </message>
    <message>
        <source>The picture has to be sent as image/gif, image/jpeg, image/png, image/bmp or image/webp, and not as “%1”.</source>
        <translation>圖片必須以 image/gif、image/jpeg、image/png、image/bmp 或 image/webp 傳送，不能以「%1」傳送。</translation>
    </message>
    <message>
        <source>The picture has more than %1 MB. Make it smaller, or save it as JPEG.</source>
        <translation>圖片超過 %1 MB。請縮小，或另存為 JPEG。</translation>
    </message>
    <message>
        <source>The file is not the kind of picture that it claims to be, %1. Save it anew as such.</source>
        <translation>檔案並不是它所聲稱的圖片類型（%1）。請以該格式重新儲存。</translation>
    </message>
    <message>
        <source>The picture has more than %1 million pixels. Make it smaller.</source>
        <translation>圖片超過 %1 百萬像素。請縮小。</translation>
    </message>
    <message>
        <source>The picture cannot be read to its end; the file is broken. Open it and save it anew.</source>
        <translation>無法完整讀取圖片；檔案已損壞。請開啟後重新儲存。</translation>
    </message>
    <message>
        <source>Other pictures are being read just now. Try again in a moment.</source>
        <translation>目前正在讀取其他圖片。請稍後再試。</translation>
    </message>
    <message>
        <source>The platform&apos;s program for pictures does not start. Its operator finds the reason in the service&apos;s log.</source>
        <translation>平台的圖片程式無法啟動。營運者可在服務的記錄中找到原因。</translation>
    </message>
    <message>
        <source>The platform has no key under which it could keep those of certificates. Its operator makes one with “openssl rand -hex 32”, puts it into a file outside the data folder and names that file as “key-file”.</source>
        <translation>平台沒有可用來保存憑證金鑰的金鑰。請營運者以「openssl rand -hex 32」產生，存入資料資料夾以外的檔案，並以「key-file」指定該檔案。</translation>
    </message>
    <message>
        <source>The key of this site&apos;s certificate authority was stored under another operator&apos;s key than the platform has now. Its operator has to bring the former one back as “key-file”.</source>
        <translation>此網站憑證授權單位的金鑰是以與目前不同的營運者金鑰保存的。請營運者將先前的金鑰還原為「key-file」。</translation>
    </message>
    <message>
        <source>The certificate&apos;s file was made, but reading it back gave something else. Nothing was issued; try again.</source>
        <translation>憑證檔案已建立，但讀回的內容不符。未發行任何憑證，請再試一次。</translation>
    </message>
    <message>
        <source>There is no such user here; he may have been deleted. Read the list again.</source>
        <translation>沒有這位使用者，可能已被刪除。請重新讀取清單。</translation>
    </message>
    <message>
        <source>This user is named twice. Name each once.</source>
        <translation>此使用者被指定了兩次。每位請只指定一次。</translation>
    </message>
    <message>
        <source>“%1” may not have a client certificate. Permit it first, then issue it.</source>
        <translation>「%1」未獲准使用用戶端憑證。請先允許，再發行。</translation>
    </message>
    <message>
        <source>%1 has passed in this site&apos;s time zone. Choose today or a later day.</source>
        <translation>依此網站的時區，%1 已過。請選擇今天或之後的日期。</translation>
    </message>
    <message>
        <source>A certificate holds for three years at most, which is until %1.</source>
        <translation>憑證最長有效三年，即至 %1。</translation>
    </message>
    <message>
        <source>“after” has to be what an earlier page of the same list gave as “next”.</source>
        <translation>「after」須為同一清單先前頁面所給的「next」。</translation>
    </message>
    <message>
        <source>This site has issued no certificate with this serial number. Read the list again.</source>
        <translation>此網站未發行過此序號的憑證。請重新讀取清單。</translation>
    </message>
    <message>
        <source>This serial number is named twice. Name each once.</source>
        <translation>此序號被指定了兩次。每個請只指定一次。</translation>
    </message>
    <message>
        <source>This certificate of “%1” was revoked before, and that is for good.</source>
        <translation>「%1」的這張憑證先前已撤銷，且無法復原。</translation>
    </message>
    <message>
        <source>The file for “%1” was fetched on %2 already, and none is handed out twice. Issue a new certificate.</source>
        <translation>「%1」的檔案已於 %2 下載，不會重複發放。請發行新的憑證。</translation>
    </message>
    <message>
        <source>The file for “%1” was kept until %2 and is not there any more. Issue a new certificate.</source>
        <translation>「%1」的檔案保留至 %2，現已不存在。請發行新的憑證。</translation>
    </message>
    <message>
        <source>This certificate of “%1” was revoked, and its file is not handed out any more. Issue a new one.</source>
        <translation>「%1」的這張憑證已撤銷，不再發放檔案。請發行新的憑證。</translation>
    </message>
    <message>
        <source>%1 pictures wait for a page that shows them, and more are not kept. Apply the login page with one of them, or wait an hour.</source>
        <translation>已有 %1 張圖片等待頁面使用，無法再保留更多。請以其中一張套用登入頁面，或等待一小時。</translation>
    </message>
    <message>
        <source>This is the password that you have now. Choose another.</source>
        <translation>這是您目前的密碼。請改用其他密碼。</translation>
    </message>
    <message>
        <source>This is one of your last %1 passwords. Choose one that you have not used lately.</source>
        <translation>這是您最近%1個密碼之一。請使用近期未用過的密碼。</translation>
    </message>
    <message>
        <source>Users do not change their passwords themselves here. Ask an administrator to.</source>
        <translation>此處不開放使用者自行變更密碼。請洽管理員。</translation>
    </message>
    <message>
        <source>Your account was changed at the same moment. Nothing was done; sign in again and look.</source>
        <translation>您的帳號在同一時刻被變更。未做任何變更；請重新登入確認。</translation>
    </message>
    <message>
        <source>Your account was changed while you signed in. Sign in again.</source>
        <translation>您登入時帳號已變更。請重新登入。</translation>
    </message>
    <message>
        <source>The file is empty. Its first line must name the columns, such as “Login Name,Display Name,Role,Client Certificate,Password”.</source>
        <translation>檔案是空的。第一行須為欄名，例如「登入名稱,顯示名稱,角色,用戶端憑證,密碼」。</translation>
    </message>
    <message>
        <source>The first line is “%1”. It must name the columns, each once and “Login Name” among them: “Login Name,Display Name,Role,Client Certificate,Password”.</source>
        <translation>第一行是「%1」。第一行須列出欄名，每個一次並包含「登入名稱」：「登入名稱,顯示名稱,角色,用戶端憑證,密碼」。</translation>
    </message>
    <message>
        <source>The file has more than %1 users. Import it in several parts.</source>
        <translation>檔案中的使用者超過%1位。請分批匯入。</translation>
    </message>
    <message>
        <source>The quotation marks of this line are wrong. Put the whole field into quotation marks and double those inside.</source>
        <translation>此行的引號有誤。請將整個欄位放入引號中，並將其中的引號重複一次。</translation>
    </message>
    <message>
        <source>The line has more fields than the header. Put a field with a comma into quotation marks.</source>
        <translation>此行的欄位多於標題。請將含有逗號的欄位放入引號中。</translation>
    </message>
    <message>
        <source>The line has no login name.</source>
        <translation>此行沒有登入名稱。</translation>
    </message>
    <message>
        <source>“%1” is no role. Write administrator, auditor or user.</source>
        <translation>「%1」不是角色。請寫管理員、稽核員或一般使用者。</translation>
    </message>
    <message>
        <source>“%1” says neither that a client certificate is permitted nor that it is not. Write yes or no.</source>
        <translation>「%1」無法表示是否允許用戶端憑證。請寫「是」或「否」。</translation>
    </message>
    <message>
        <source>The body has to be sent as “text/csv”.</source>
        <translation>本文須以「text/csv」傳送。</translation>
    </message>
    <message>
        <source>“%1” has to be true or false.</source>
        <translation>「%1」須為 true 或 false。</translation>
    </message>
    <message>
        <source>“after” has to be what “next” of the page before said, unchanged.</source>
        <translation>「after」須原樣使用前一頁「next」的值。</translation>
    </message>
    <message>
        <source>“%1” is not known here. Known are: %2.</source>
        <translation>此處不支援「%1」。可用的有：%2。</translation>
    </message>
    <message>
        <source>The platform&apos;s staff may look here, and send nothing.</source>
        <translation>平台人員在此只能檢視，不能送出任何內容。</translation>
    </message>
    <message>
        <source>Character %1 of the name is none of A to Z, a to z, 0 to 9, “.”, “-” and “_”. Choose another.</source>
        <translation>名稱的第%1個字元不是A到Z、a到z、0到9、「.」「-」「_」。請改用其他名稱。</translation>
    </message>
    <message>
        <source>There is nobody called “%1” among the platform&apos;s staff.</source>
        <translation>平台人員中沒有「%1」。</translation>
    </message>
    <message>
        <source>There is somebody called “%1” among the staff already.</source>
        <translation>平台人員中已有「%1」。</translation>
    </message>
    <message>
        <source>Login names that end in “%1” belong to the platform&apos;s staff, who look while the tenant lets them. Choose another.</source>
        <translation>以「%1」結尾的登入名稱屬於平台人員，他們在租用戶允許期間檢視。請改用其他名稱。</translation>
    </message>
    <message>
        <source>Another list of users is being imported this moment. Try again when it is done.</source>
        <translation>正在匯入另一份使用者清單。請在完成後再試一次。</translation>
    </message>
    <message>
        <source>While the list was looked at, somebody changed “%1”. Nothing was imported; look at the preview again.</source>
        <translation>檢視清單期間，有人變更了「%1」。尚未匯入任何資料；請再次查看預覽。</translation>
    </message>
    <message>
        <source>The list sets %1 passwords. At most %2 can be set at once, since each takes the platform&apos;s time; import it in several parts.</source>
        <translation>清單設定了%1個密碼。每個密碼都需要平台的處理時間，一次最多可設定%2個；請分批匯入。</translation>
    </message>
    <message>
        <source>“%1” stands in line %2 already; case does not tell login names apart.</source>
        <translation>「%1」已出現在第%2行；登入名稱不分大小寫。</translation>
    </message>
    <message>
        <source>“%1” is new and needs a password. Fill in its column.</source>
        <translation>「%1」是新使用者，需要密碼。請填寫密碼欄。</translation>
    </message>
    <message>
        <source>There is no such user here. Read the list again.</source>
        <translation>此處沒有該使用者。請重新讀取清單。</translation>
    </message>
    <message>
        <source>Somebody else has changed this user meanwhile. Look at what stands now.</source>
        <translation>期間已有其他人變更此使用者。請查看目前的內容。</translation>
    </message>
    <message>
        <source>Then the tenant would have no administrator any more. Make somebody else an administrator first.</source>
        <translation>這樣租用戶將沒有管理員。請先將其他人設為管理員。</translation>
    </message>
    <message>
        <source>Nobody can delete himself. Another administrator can do it.</source>
        <translation>無法刪除自己。可由其他管理員刪除。</translation>
    </message>
    <message>
        <source>The image has %1, and at most %2 are taken. Save it smaller or with another quality.</source>
        <translation>圖片大小為%1，最多只接受%2。請縮小或以其他品質儲存。</translation>
    </message>
    <message>
        <source>This is no image in one of the formats GIF, JPEG, PNG, BMP and WebP.</source>
        <translation>這不是GIF、JPEG、PNG、BMP或WebP格式的圖片。</translation>
    </message>
    <message>
        <source>The image says that it is %1 × %2 pixels large. More than 40 million are not opened.</source>
        <translation>圖片標示大小為%1 × %2像素。超過4000萬像素的圖片不會開啟。</translation>
    </message>
    <message>
        <source>The image is damaged and could not be opened: %1.</source>
        <translation>圖片已損壞，無法開啟：%1。</translation>
    </message>
    <message>
        <source>Every address is let in to the sign-in page, so completion gives login names away to everybody. Restrict the addresses, or leave completion off.</source>
        <translation>任何位址都能開啟登入頁面，自動填入會將登入名稱透露給所有人。請限制位址，或保持關閉自動填入。</translation>
    </message>
    <message>
        <source>The image is still on its way to the platform. Apply when it has arrived.</source>
        <translation>圖片仍在傳送至平台。請待送達後再套用。</translation>
    </message>
    <message>
        <source>This time is over. Choose one that is still to come, or do not let staff look.</source>
        <translation>此時間已過。請選擇尚未到來的時間，或不允許人員檢視。</translation>
    </message>
    <message>
        <source>“after” takes what an earlier answer had as “next”, as it was.</source>
        <translation>「after」須填入先前回應中的「next」，原樣不變。</translation>
    </message>
    <message>
        <source>There is no user with this id. Load the list anew.</source>
        <translation>沒有此 ID 的使用者。請重新載入清單。</translation>
    </message>
    <message>
        <source>Too many login names were asked for from %1. Wait %2 seconds before you ask again.</source>
        <translation>來自 %1 的登入名稱查詢過多。請等待 %2 秒後再試。</translation>
    </message>
    <message>
        <source>Stay signed in here for a day</source>
        <translation>在此保持登入一天</translation>
    </message>
    <message>
        <source>Stay signed in here for a week</source>
        <translation>在此保持登入一週</translation>
    </message>
    <message>
        <source>Stay signed in here for a month</source>
        <translation>在此保持登入一個月</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>全部登出</translation>
    </message>
    <message>
        <source>Unpacked, the text is larger than the limit of %1 bytes.</source>
        <translation>解壓縮後，文字超過 %1 位元組的上限。</translation>
    </message>
    <message>
        <source>There is not enough memory to unpack the text.</source>
        <translation>記憶體不足，無法解壓縮文字。</translation>
    </message>
    <message>
        <source>The file “%1” cannot be opened: %2</source>
        <translation>無法開啟檔案「%1」：%2</translation>
    </message>
    <message>
        <source>The file “%1” cannot be read: %2</source>
        <translation>無法讀取檔案「%1」：%2</translation>
    </message>
    <message>
        <source>Text stands between a closing quotation mark and the end of the field.</source>
        <translation>結尾引號與欄位結尾之間有文字。</translation>
    </message>
    <message>
        <source>The field begins with a quotation mark and is never closed.</source>
        <translation>欄位以引號開頭，但從未結束。</translation>
    </message>
    <message>
        <source>A carriage return without a line feed stands outside of quotation marks.</source>
        <translation>引號之外有不帶換行字元（LF）的歸位字元（CR）。</translation>
    </message>
    <message>
        <source>The text holds a byte of the value zero.</source>
        <translation>文字中含有值為 0 的位元組。</translation>
    </message>
    <message>
        <source>These bytes are not UTF-8; they are shown as “�”.</source>
        <translation>這些位元組不是 UTF-8，會顯示為「�」。</translation>
    </message>
    <message>
        <source>The row has %1 fields instead of %2; the last ones are missing.</source>
        <translation>此列有 %1 個欄位，而非 %2 個；缺少最後的欄位。</translation>
    </message>
    <message>
        <source>The row has %1 fields instead of %2; nobody knows what the last ones are.</source>
        <translation>此列有 %1 個欄位，而非 %2 個；無法得知最後幾個是什麼。</translation>
    </message>
    <message>
        <source>The row is longer than the limit of %1 bytes and was cut in two.</source>
        <translation>此列超過 %1 位元組的上限，已分成兩列。</translation>
    </message>
    <message>
        <source>This is not a time.</source>
        <translation>這不是時間。</translation>
    </message>
    <message>
        <source>The line is not a JSON object; all of it stands in the complement.</source>
        <translation>此行不是 JSON 物件；整行都放在補充中。</translation>
    </message>
    <message>
        <source>It cannot be read on: %1</source>
        <translation>無法繼續讀取：%1</translation>
    </message>
    <message>
        <source>This is a file of the kind %1, not a log that can be read here. Save it as CSV or XLSX first.</source>
        <translation>這是 %1 類型的檔案，不是此處可讀取的記錄。請先另存為 CSV 或 XLSX。</translation>
    </message>
    <message>
        <source>Together the files unpack to more than the limit of %1 GB; the rest is not read.</source>
        <translation>這些檔案解壓縮後合計超過 %1 GB 的上限；其餘部分不讀取。</translation>
    </message>
    <message>
        <source>“%1” was cut or written anew while it was shown. It has to be read again.</source>
        <translation>「%1」在顯示期間被截斷或重新寫入，必須重新讀取。</translation>
    </message>
    <message>
        <source>There is no field “%1”. The fields are: %2.</source>
        <translation>沒有欄位「%1」。可用的欄位：%2。</translation>
    </message>
    <message>
        <source>The field “%1” stands there twice; it can be one column only.</source>
        <translation>欄位「%1」出現了兩次；只能對應一欄。</translation>
    </message>
    <message>
        <source>It ends too early: what follows after %1 bytes of text is missing.</source>
        <translation>過早結束：缺少 %1 位元組文字之後的內容。</translation>
    </message>
    <message>
        <source>It is damaged after %1 bytes of text; the rest cannot be unpacked.</source>
        <translation>在 %1 位元組文字之後已損壞；其餘部分無法解壓縮。</translation>
    </message>
    <message>
        <source>The checksum does not fit: somewhere in the %1 bytes of text something is not as it was packed.</source>
        <translation>總和檢查碼不符：在 %1 位元組的文字中，某處與壓縮時不同。</translation>
    </message>
    <message>
        <source>After the end of the packed text there is something else, which is left out.</source>
        <translation>壓縮文字結尾之後還有其他資料，已略過。</translation>
    </message>
    <message>
        <source>The archive cannot be unpacked: %1</source>
        <translation>無法解壓縮封存檔：%1</translation>
    </message>
    <message>
        <source>The archive is cut or damaged: its list of files, which is at the end, cannot be read.</source>
        <translation>封存檔被截斷或已損壞：無法讀取位於結尾的檔案清單。</translation>
    </message>
    <message>
        <source>The archive is encrypted (%1). Unpack it with its password first.</source>
        <translation>封存檔已加密（%1）。請先以密碼解壓縮。</translation>
    </message>
    <message>
        <source>The archive is packed by %1, which cannot be read here. Pack it as LZMA2.</source>
        <translation>封存檔以 %1 壓縮，此處無法讀取。請改以 LZMA2 壓縮。</translation>
    </message>
    <message>
        <source>The archive unpacks to more than %1 MB, and a 7z can only be unpacked at once. Unpack it first, or use ZIP or tar.</source>
        <translation>封存檔解壓縮後超過 %1 MB，而 7z 只能一次全部解壓縮。請先解壓縮，或改用 ZIP 或 tar。</translation>
    </message>
    <message>
        <source>The archive has more than %1 entries, and is not opened.</source>
        <translation>封存檔的項目超過 %1 個，不予開啟。</translation>
    </message>
    <message>
        <source>The archive ends too early, at byte %1 of it. What follows is missing.</source>
        <translation>封存檔在第 %1 位元組處過早結束，缺少其後的內容。</translation>
    </message>
    <message>
        <source>The archive is damaged at byte %1 of it. What follows cannot be read.</source>
        <translation>封存檔在第 %1 位元組處損壞，其後的內容無法讀取。</translation>
    </message>
    <message>
        <source>This is no text: it holds bytes that do not occur in a log.</source>
        <translation>這不是文字：含有記錄中不會出現的位元組。</translation>
    </message>
    <message>
        <source>This is a folder. Open the files in it.</source>
        <translation>這是資料夾。請開啟其中的檔案。</translation>
    </message>
    <message>
        <source>It is packed within packed files more than once over. Unpack the outer one first.</source>
        <translation>它在壓縮檔中又被多層壓縮。請先解壓縮外層檔案。</translation>
    </message>
    <message>
        <source>It unpacks to more than %1 times its size, as no log does. The rest is not read.</source>
        <translation>解壓縮後超過原大小的 %1 倍，記錄不會如此。其餘部分不讀取。</translation>
    </message>
    <message>
        <source>As an archive in an archive it is too large: more than %1 MB. Unpack the outer one first.</source>
        <translation>作為封存檔中的封存檔太大：超過 %1 MB。請先解壓縮外層。</translation>
    </message>
    <message>
        <source>The archive is cut: its directory is missing. What could be found without it is shown.</source>
        <translation>封存檔被截斷：缺少目錄。顯示的是沒有目錄也能找到的內容。</translation>
    </message>
    <message>
        <source>The archive has more than %1 entries; the rest is not read.</source>
        <translation>封存檔的項目超過 %1 個；其餘部分不讀取。</translation>
    </message>
    <message>
        <source>These bytes are no character.</source>
        <translation>這些位元組不是字元。</translation>
    </message>
    <message>
        <source>There is no sheet with cells in the workbook.</source>
        <translation>活頁簿中沒有含儲存格的工作表。</translation>
    </message>
    <message>
        <source>The workbook is too large: “%1” in it takes more than %2 MB. Save it as CSV.</source>
        <translation>活頁簿太大：其中的「%1」超過 %2 MB。請另存為 CSV。</translation>
    </message>
    <message>
        <source>The workbook is damaged in “%1”, line %2 of its XML; what follows is missing.</source>
        <translation>活頁簿在「%1」（其 XML 的第 %2 行）損壞；缺少其後的內容。</translation>
    </message>
    <message>
        <source>The archive is damaged: no entry can be found in it.</source>
        <translation>封存檔已損壞：找不到任何項目。</translation>
    </message>
    <message>
        <source>The entry is encrypted (%1). Unpack it with its password first.</source>
        <translation>此項目已加密（%1）。請先以密碼解壓縮。</translation>
    </message>
    <message>
        <source>The entry is packed by %1, which cannot be read here. Pack it as Deflate.</source>
        <translation>此項目以 %1 壓縮，此處無法讀取。請改以 Deflate 壓縮。</translation>
    </message>
    <message>
        <source>The entry cannot be read: its place in the archive is not where the directory says.</source>
        <translation>無法讀取此項目：它在封存檔中的位置與目錄所述不符。</translation>
    </message>
    <message>
        <source>The archive is built to deceive: its entries share the same bytes. It is not opened.</source>
        <translation>此封存檔有欺騙性：各項目共用相同的位元組，因此不予開啟。</translation>
    </message>
    <message>
        <source>The regular expression is empty. Write what is looked for between the slashes.</source>
        <translation>正規表示式是空的。請在斜線之間寫下要尋找的內容。</translation>
    </message>
    <message>
        <source>“%1” is not a regular expression: %2.</source>
        <translation>「%1」不是正規表示式：%2。</translation>
    </message>
    <message>
        <source>The regular expression “%1” needs too much memory. Make it shorter, or let it repeat less often.</source>
        <translation>正規表示式「%1」需要的記憶體過多。請縮短，或減少重複次數。</translation>
    </message>
    <message>
        <source>The filter is too long: it has %1 characters, at most %2 are read.</source>
        <translation>篩選條件過長：有 %1 個字元，最多讀取 %2 個。</translation>
    </message>
    <message>
        <source>There are more brackets in each other than the %1 that are read.</source>
        <translation>括號的巢狀層數超過可讀取的 %1 層。</translation>
    </message>
    <message>
        <source>The filter has more than the %1 conditions that are read.</source>
        <translation>篩選條件超過可讀取的 %1 個。</translation>
    </message>
    <message>
        <source>The filter has more than the %1 regular expressions that are read.</source>
        <translation>篩選條件中的正規表示式超過可讀取的 %1 個。</translation>
    </message>
    <message>
        <source>Something is missing here: what is looked for.</source>
        <translation>此處缺少要尋找的內容。</translation>
    </message>
    <message>
        <source>“%1” cannot stand here, where something that is looked for is wanted. To look for the word itself, put it in quotes.</source>
        <translation>此處需要要尋找的內容，不能放「%1」。若要尋找此字詞本身，請加上引號。</translation>
    </message>
    <message>
        <source>This bracket is never closed.</source>
        <translation>此括號沒有關閉。</translation>
    </message>
    <message>
        <source>This bracket closes one that was never opened.</source>
        <translation>此括號沒有對應的左括號。</translation>
    </message>
    <message>
        <source>A comma stands only between the values of a list such as user:(a, b). To look for a comma, put it in quotes.</source>
        <translation>逗號只能放在如 user:(a, b) 的值清單之間。若要尋找逗號，請加上引號。</translation>
    </message>
    <message>
        <source>“%1” negates what is negated already. To look for a text that begins so, put it in quotes.</source>
        <translation>「%1」否定了已經否定的內容。若要尋找以此開頭的文字，請加上引號。</translation>
    </message>
    <message>
        <source>These quotes are never closed.</source>
        <translation>此引號沒有關閉。</translation>
    </message>
    <message>
        <source>“%1” begins a regular expression that is never closed. To look for a text that begins with a slash, put it in quotes.</source>
        <translation>以「%1」開頭的正規表示式沒有關閉。若要尋找以斜線開頭的文字，請加上引號。</translation>
    </message>
    <message>
        <source>“%1” was read as a regular expression, and “%2” stands right behind it. Put a text with slashes in quotes.</source>
        <translation>「%1」被讀作正規表示式，後面緊接著「%2」。含斜線的文字請加上引號。</translation>
    </message>
    <message>
        <source>There is no field “%1”. To look for the text as it is, put it in quotes.</source>
        <translation>沒有「%1」這個欄位。若要照原樣尋找此文字，請加上引號。</translation>
    </message>
    <message>
        <source>There is no field before “%1”. To look for the text as it is, put it in quotes.</source>
        <translation>「%1」之前沒有欄位。若要照原樣尋找此文字，請加上引號。</translation>
    </message>
    <message>
        <source>“%1” is no operator here. “:” means “is”.</source>
        <translation>「%1」在此不是運算子。「:」表示「是」。</translation>
    </message>
    <message>
        <source>“%2” does not go with “%1”.</source>
        <translation>「%2」不能用於「%1」。</translation>
    </message>
    <message>
        <source>A value is missing behind “%1”.</source>
        <translation>「%1」之後缺少值。</translation>
    </message>
    <message>
        <source>There is nothing between the quotes, and nothing is in every text.</source>
        <translation>引號之間沒有內容；空字串包含於任何文字中。</translation>
    </message>
    <message>
        <source>“%1” cannot stand here, where a value is wanted. To look for the text as it is, put it in quotes.</source>
        <translation>此處需要值，不能放「%1」。若要照原樣尋找此文字，請加上引號。</translation>
    </message>
    <message>
        <source>A list of values stands behind “:”, “!:” and “~” only.</source>
        <translation>值清單只能放在「:」、「!:」與「~」之後。</translation>
    </message>
    <message>
        <source>A comma is missing between the values of this list.</source>
        <translation>此清單的值之間缺少逗號。</translation>
    </message>
    <message>
        <source>A range has a value on both sides of “..”.</source>
        <translation>範圍的「..」兩側都必須有值。</translation>
    </message>
    <message>
        <source>A range from..to stands behind “:” and “!:” only.</source>
        <translation>from..to 的範圍只能放在「:」與「!:」之後。</translation>
    </message>
    <message>
        <source>The range runs backwards: “%1” is after “%2”.</source>
        <translation>範圍順序顛倒：「%1」在「%2」之後。</translation>
    </message>
    <message>
        <source>“*” stands for any characters only in a whole value, such as user:taro*. Leave it out here, where any place in the text counts, or put it in quotes to look for the sign.</source>
        <translation>「*」只在如 user:taro* 的完整值中代表任意字元。此處比對文字的任何位置，請省略；若要尋找此符號，請加上引號。</translation>
    </message>
    <message>
        <source>There is no level “%1”. To look for a level of that name in a file, put it in quotes.</source>
        <translation>沒有「%1」這個等級。若要尋找檔案中該名稱的等級，請加上引號。</translation>
    </message>
    <message>
        <source>There is no result “%1”. To look for a result of that name in a file, put it in quotes.</source>
        <translation>沒有「%1」這個結果。若要尋找檔案中該名稱的結果，請加上引號。</translation>
    </message>
    <message>
        <source>“%1” is not a time that can be read. Write it like 2026-03-05 or &quot;2026-03-05 14:00&quot;.</source>
        <translation>「%1」無法讀作時間。請寫成 2026-03-05 或 &quot;2026-03-05 14:00&quot;。</translation>
    </message>
    <message>
        <source>Times are not compared as texts. Write one like 2026-03-05, or a range like 2026-03-01..2026-03-05.</source>
        <translation>時間不以文字比對。請寫成如 2026-03-05 的時間，或如 2026-03-01..2026-03-05 的範圍。</translation>
    </message>
    <message>
        <source>“%1” never was: the clocks in the zone %2 went forward over it.</source>
        <translation>「%1」並不存在：時區 %2 的時鐘在此向前撥。</translation>
    </message>
    <message>
        <source>“%1” is outside the years 1 to 9999.</source>
        <translation>「%1」不在 1 年至 9999 年之間。</translation>
    </message>
    <message>
        <source>“%1” is a moment, in which nothing happens. Write since:%1 for all that came after.</source>
        <translation>「%1」只是一個瞬間，其中不會發生任何事。若要看之後的全部，請寫 since:%1。</translation>
    </message>
    <message>
        <source>a text that is looked for</source>
        <translation>要尋找的文字</translation>
    </message>
    <message>
        <source>the end of the filter</source>
        <translation>篩選條件的結尾</translation>
    </message>
    <message>
        <source>a field: time, source, user, service, module, action, result, level or complement</source>
        <translation>欄位：日期時間、連線來源、使用者、服務、模組、動作、結果、等級、補充</translation>
    </message>
    <message>
        <source>an operator: “:” is, “!:” is not, “~” contains</source>
        <translation>運算子：「:」是、「!:」不是、「~」包含</translation>
    </message>
    <message>
        <source>an operator: “:” is, “!:” is not, “&lt;”, “&lt;=”, “&gt;” or “&gt;=”</source>
        <translation>運算子：「:」是、「!:」不是、「&lt;」、「&lt;=」、「&gt;」、「&gt;=」</translation>
    </message>
    <message>
        <source>a colon</source>
        <translation>冒號</translation>
    </message>
    <message>
        <source>a text, in quotes if it has blanks</source>
        <translation>文字（含空白時加上引號）</translation>
    </message>
    <message>
        <source>a list of values such as (a, b)</source>
        <translation>如 (a, b) 的值清單</translation>
    </message>
    <message>
        <source>a regular expression between slashes</source>
        <translation>兩個斜線之間的正規表示式</translation>
    </message>
    <message>
        <source>a level: information, notice, warning, error or critical</source>
        <translation>等級：資訊、注意、警告、錯誤、嚴重</translation>
    </message>
    <message>
        <source>a result: SUCCESS, FAILED, &quot;VALIDATION ERROR&quot; or ERROR</source>
        <translation>結果：SUCCESS、FAILED、&quot;VALIDATION ERROR&quot;、ERROR</translation>
    </message>
    <message>
        <source>an address, a network such as 192.0.2.0/24, or a range of addresses</source>
        <translation>位址、如 192.0.2.0/24 的網路，或位址範圍</translation>
    </message>
    <message>
        <source>a time such as 2026-03-05, 2026-03-05T14:00 or yesterday</source>
        <translation>如 2026-03-05、2026-03-05T14:00 或 昨天 的時間</translation>
    </message>
    <message>
        <source>a length of time such as 30m, 2h, 7d or 4w</source>
        <translation>如 30m、2h、7d 或 4w 的時間長度</translation>
    </message>
    <message>
        <source>a text in quotes</source>
        <translation>加上引號的文字</translation>
    </message>
    <message>
        <source>closing quotes</source>
        <translation>結尾引號</translation>
    </message>
    <message>
        <source>a closing slash</source>
        <translation>結尾斜線</translation>
    </message>
    <message>
        <source>a closing bracket</source>
        <translation>右括號</translation>
    </message>
    <message>
        <source>a comma</source>
        <translation>逗號</translation>
    </message>
    <message>
        <source>a blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>The export was stopped. Nothing was written.</source>
        <translation>匯出已中止，未寫入任何內容。</translation>
    </message>
    <message>
        <source>“%1” cannot be written: %2.</source>
        <translation>無法寫入「%1」：%2。</translation>
    </message>
    <message>
        <source>A page has one place: send only one of “after”, “above” and “at”.</source>
        <translation>一頁只有一個位置：「after」、「above」與「at」只能傳送其中一個。</translation>
    </message>
    <message>
        <source>“%1” has to be one of %2.</source>
        <translation>「%1」必須是 %2 其中之一。</translation>
    </message>
    <message>
        <source>There is no time zone “%1”. Name one of IANA&apos;s, such as Asia/Tokyo.</source>
        <translation>沒有名為「%1」的時區。請指定 IANA 的名稱，例如 Asia/Tokyo。</translation>
    </message>
    <message>
        <source>“step” and “bars” say the same in two ways: send only one of them.</source>
        <translation>「step」與「bars」是同一件事的兩種說法：請只傳送其中一個。</translation>
    </message>
    <message>
        <source>%1 searches in this tenant&apos;s log are under way, as many as it may have. Try again in a moment.</source>
        <translation>此租用戶的記錄中已有 %1 個搜尋正在進行，已達上限。請稍後再試。</translation>
    </message>
    <message>
        <source>The service searches in as many logs as it can. Try again in a moment.</source>
        <translation>服務同時搜尋的記錄已達上限。請稍後再試。</translation>
    </message>
    <message>
        <source>%1 exports of this tenant&apos;s log are under way, as many as it may have. Try again when one is through.</source>
        <translation>此租用戶的記錄中已有 %1 個匯出正在進行，已達上限。請待其中一個完成後再試。</translation>
    </message>
    <message>
        <source>The service exports as many logs as it can. Try again in a minute.</source>
        <translation>服務同時匯出的記錄已達上限。請於一分鐘後再試。</translation>
    </message>
    <message>
        <source>The search took too long and was ended. Look for less at once, or try again later.</source>
        <translation>搜尋時間過長，已中止。請縮小一次搜尋的範圍，或稍後再試。</translation>
    </message>
    <message>
        <source>“%1” is no file. Choose the name of a file.</source>
        <translation>「%1」不是檔案。請選擇檔案名稱。</translation>
    </message>
    <message>
        <source>%1. `sekimori-log --help` shows what can be given.</source>
        <translation>%1。可用的選項請見 `sekimori-log --help`。</translation>
    </message>
    <message>
        <source>Standard output could not be written: %1.</source>
        <translation>無法寫入標準輸出：%1。</translation>
    </message>
    <message>
        <source>Interrupted.</source>
        <translation>已中斷。</translation>
    </message>
    <message>
        <source>A row of the sheet takes more than %1 MB, as no log does. The rest is not read.</source>
        <translation>工作表的一列超過 %1 MB，記錄檔不會如此。其餘部分不予讀取。</translation>
    </message>
    <message>
        <source>The files are still being read. Export when that has ended.</source>
        <translation>檔案仍在讀取中。請在讀取完成後再匯出。</translation>
    </message>
    <message>
        <source>This is no sealed bundle.</source>
        <translation>這不是封印套件。</translation>
    </message>
    <message>
        <source>The file is cut: what stands at its end is missing. It was not received or copied whole.</source>
        <translation>檔案不完整，缺少結尾部分。接收或複製時未完成。</translation>
    </message>
    <message>
        <source>The archive is built to deceive: it has several files of the name “%1”, of which others read another.</source>
        <translation>此壓縮檔意在欺騙：其中有多個名為「%1」的檔案，不同程式會讀取不同的檔案。</translation>
    </message>
    <message>
        <source>“%1” in it is encrypted, or packed in another way than bundles are.</source>
        <translation>其中的「%1」已加密，或其壓縮方式與套件不同。</translation>
    </message>
    <message>
        <source>“%1” is missing in it.</source>
        <translation>其中缺少「%1」。</translation>
    </message>
    <message>
        <source>“%1” in it is larger than such a file can be.</source>
        <translation>其中的「%1」超過此類檔案應有的大小。</translation>
    </message>
    <message>
        <source>The folder for temporary files cannot be written: %1.</source>
        <translation>無法寫入暫存檔資料夾：%1。</translation>
    </message>
    <message>
        <source>The log&apos;s events are not in the order of their numbers.</source>
        <translation>記錄的事件未依編號順序排列。</translation>
    </message>
    <message>
        <source>A line in it is longer than any that such a file has.</source>
        <translation>其中有一行超過此類檔案應有的長度。</translation>
    </message>
    <message>
        <source>A file in it unpacks to more than the limit of %1 GB.</source>
        <translation>其中一個檔案解壓縮後超過上限 %1 GB。</translation>
    </message>
    <message>
        <source>Intact: the events from number %1 to %2 are as they were exported.</source>
        <translation>完整無變更：編號 %1 到 %2 的事件與匯出時相同。</translation>
    </message>
    <message>
        <source>Intact: there were no events to be exported, and there are none.</source>
        <translation>完整無變更：當時沒有可匯出的事件，其中也沒有任何事件。</translation>
    </message>
    <message>
        <source>Key unknown: nothing in it contradicts itself, but it proves nothing as long as its key is known from the bundle alone.</source>
        <translation>金鑰不明：內容沒有矛盾，但只要金鑰僅來自此套件本身，就無法證明任何事。</translation>
    </message>
    <message>
        <source>Key unknown: nothing in it contradicts itself, but it is signed by another key than those that are known.</source>
        <translation>金鑰不明：內容沒有矛盾，但簽署所用的金鑰不是已知的金鑰。</translation>
    </message>
    <message>
        <source>Altered at number %1: this event is not as it was written.</source>
        <translation>編號 %1 已遭變更：此事件與寫入時不同。</translation>
    </message>
    <message>
        <source>Altered between number %1 and %2: among these events some are not as they were written.</source>
        <translation>編號 %1 到 %2 之間已遭變更：這些事件中有些與寫入時不同。</translation>
    </message>
    <message>
        <source>Altered: the file “%1” in it is not as it was signed.</source>
        <translation>已遭變更：其中的檔案「%1」與簽署時不同。</translation>
    </message>
    <message>
        <source>Missing: there are no events between number %1 and %2, where there were some.</source>
        <translation>缺少事件：編號 %1 與 %2 之間原有的事件不存在。</translation>
    </message>
    <message>
        <source>Missing: the events before number %1, with which it should begin, are not there.</source>
        <translation>缺少事件：開頭應有的、編號 %1 之前的事件不存在。</translation>
    </message>
    <message>
        <source>Cut off after number %1: the events up to number %2 at least are not there.</source>
        <translation>編號 %1 之後遭截斷：至少到編號 %2 的事件不存在。</translation>
    </message>
    <message>
        <source>Another log: the checkpoint from outside is not of the log in this bundle.</source>
        <translation>不同的記錄：外部的檢查點不屬於此套件中的記錄。</translation>
    </message>
    <message>
        <source>It is too damaged to be judged.</source>
        <translation>損毀過於嚴重，無法判定。</translation>
    </message>
    <message>
        <source>The check was stopped.</source>
        <translation>檢查已停止。</translation>
    </message>
    <message>
        <source>The checkpoint of event number %1 is signed by the key %2, which is not known. Give that key, too.</source>
        <translation>事件編號 %1 的檢查點由未知的金鑰 %2 簽署。請一併提供該金鑰。</translation>
    </message>
    <message>
        <source>The checkpoint of event number %1 has a wrong signature: it is not as it was sent. Take it from the mail anew.</source>
        <translation>事件編號 %1 的檢查點簽章不正確，與寄出時不同。請從郵件重新取得。</translation>
    </message>
    <message>
        <source>This is no event in its canonical form: it was changed, or is none at all.</source>
        <translation>這不是標準格式的事件：已遭變更，或根本不是事件。</translation>
    </message>
    <message>
        <source>This is no checkpoint of an audit log.</source>
        <translation>這不是稽核記錄的檢查點。</translation>
    </message>
    <message>
        <source>This is no manifest of a sealed bundle.</source>
        <translation>這不是封印套件的資訊清單。</translation>
    </message>
    <message>
        <source>This is no public key of the kind Ed25519 in PEM form. Expected is text that begins with “-----BEGIN PUBLIC KEY-----”.</source>
        <translation>這不是 PEM 格式的 Ed25519 公開金鑰。應為以「-----BEGIN PUBLIC KEY-----」開頭的文字。</translation>
    </message>
    <message>
        <source>What was stored is no private key that can sign.</source>
        <translation>所儲存的內容不是可用於簽署的私密金鑰。</translation>
    </message>
    <message>
        <source>The key file “%1” could not be read: %2.</source>
        <translation>無法讀取金鑰檔「%1」：%2。</translation>
    </message>
    <message>
        <source>Two rules are called “%1”. Give one of them another name.</source>
        <translation>有兩個規則都名為「%1」。請為其中一個改名。</translation>
    </message>
    <message>
        <source>The rule has no address to write to. Enter one, or remove the rule.</source>
        <translation>此規則沒有收件位址。請輸入位址，或移除此規則。</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>資訊</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>錯誤</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>嚴重</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>編號</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>日期時間</translation>
    </message>
    <message>
        <source>Accessed from</source>
        <translation>連線來源</translation>
    </message>
    <message>
        <source>User</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服務</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>模組</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>動作</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>等級</translation>
    </message>
    <message>
        <source>Complement</source>
        <translation>補充</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 個事件</translation>
    </message>
    <message>
        <source>mail was held back</source>
        <translation>有郵件暫緩寄送</translation>
    </message>
    <message>
        <source>You get this because events of level “%1” in “%2” are mailed to you.</source>
        <translation>因為設定為將「%2」中等級「%1」的事件寄送給您，所以您收到這封郵件。</translation>
    </message>
    <message>
        <source>You get this because the rule “%1” of “%2” mails to you. It selects: %3</source>
        <translation>因為您是「%2」的規則「%1」的收件者，所以您收到這封郵件。規則的條件：%3</translation>
    </message>
    <message>
        <source>Of %1 events the first %2 and the last %3 are shown. All of them stand in the audit log, between the numbers %4 and %5.</source>
        <translation>在 %1 個事件中，顯示最前面的 %2 個和最後的 %3 個。全部事件位於稽核記錄的編號 %4 到 %5 之間。</translation>
    </message>
    <message>
        <source>%1 of the events are no longer in the log and cannot be shown.</source>
        <translation>其中 %1 個事件已不在記錄中，無法顯示。</translation>
    </message>
    <message>
        <source>Held back before this mail: %1 (events in them: %2, between the numbers %3 and %4). At most %5 mails an hour are sent for this. The events stand in the audit log.</source>
        <translation>在這封郵件之前暫緩寄送的郵件：%1 封（事件 %2 個，位於編號 %3 到 %4 之間）。此項設定每小時最多寄送 %5 封。這些事件都在稽核記錄中。</translation>
    </message>
    <message>
        <source>This mail is late: the service was not running, or could not write mail, when the events happened.</source>
        <translation>這封郵件延遲寄送：事件發生時服務並未執行，或無法建立郵件。</translation>
    </message>
    <message>
        <source>Times are those of the time zone %1.</source>
        <translation>時間以時區 %1 表示。</translation>
    </message>
    <message>
        <source>Test mail</source>
        <translation>測試郵件</translation>
    </message>
    <message>
        <source>This is a test that %1 sent. Nothing has happened. Events of level “%2” in “%3” would come to you like this, by the same queue and the same mail server.</source>
        <translation>這是 %1 寄出的測試，並未發生任何事。「%3」中等級「%2」的事件會經由相同的佇列和相同的郵件伺服器，以這種方式送達。</translation>
    </message>
    <message>
        <source>This is a test that %1 sent. Nothing has happened. Events that the rule “%2” of “%3” selects would come to you like this, by the same queue and the same mail server.</source>
        <translation>這是 %1 寄出的測試，並未發生任何事。符合「%3」的規則「%2」的事件會經由相同的佇列和相同的郵件伺服器，以這種方式送達。</translation>
    </message>
    <message>
        <source>By the settings in force, a real event would be mailed to nobody.</source>
        <translation>依目前的設定，實際的事件不會寄給任何人。</translation>
    </message>
    <message>
        <source>By the settings in force, a real event would be mailed to: %1</source>
        <translation>依目前的設定，實際的事件會寄給：%1</translation>
    </message>
    <message>
        <source>%1 test mails were sent within a minute, as many as can be. Wait a minute.</source>
        <translation>一分鐘內已寄出 %1 封測試郵件，已達上限。請等候一分鐘。</translation>
    </message>
    <message>
        <source>Enter at least one address that the test is sent to.</source>
        <translation>請輸入至少一個測試的收件位址。</translation>
    </message>
    <message>
        <source>The audit log has no events of the month “%1”.</source>
        <translation>稽核記錄中沒有月份「%1」的事件。</translation>
    </message>
    <message>
        <source>Name the events by their numbers or by their times, not by both: leave “%1” out.</source>
        <translation>請以編號或時間其中一種指定事件，不要同時使用：請去掉「%1」。</translation>
    </message>
    <message>
        <source>“last” must not be smaller than “first”.</source>
        <translation>「last」不得小於「first」。</translation>
    </message>
    <message>
        <source>The audit log has no events there: it goes from number %1 to %2 at present.</source>
        <translation>該範圍的稽核記錄沒有事件：目前的編號從%1到%2。</translation>
    </message>
    <message>
        <source>There is no such mail in the delivery log. It keeps mails for 90 days.</source>
        <translation>遞送記錄中沒有這封郵件。遞送記錄保留郵件 90 天。</translation>
    </message>
    <message>
        <source>%1 mails were sent again within a minute, as many as can be. Wait a minute.</source>
        <translation>一分鐘內已重新寄出 %1 封郵件，已達上限。請等候一分鐘。</translation>
    </message>
    <message>
        <source>“state” has to be one of: %1.</source>
        <translation>「state」必須是下列其中之一：%1。</translation>
    </message>
    <message>
        <source>This has to be a list of 1 to %1 mail addresses.</source>
        <translation>必須是 1 到 %1 個郵件地址的清單。</translation>
    </message>
    <message>
        <source>Mail goes either to “smtp-server” or into “mail-folder”. Leave one of them out.</source>
        <translation>郵件只能送往「smtp-server」或放入「mail-folder」。請刪除其中一個。</translation>
    </message>
    <message>
        <source>Set “mail-from”: the address that the platform&apos;s mails come from.</source>
        <translation>請設定「mail-from」：平台郵件的寄件地址。</translation>
    </message>
    <message>
        <source>“smtp-user” is set, but there is no password. Name a file with it as “smtp-password-file”, or give it to systemd as the credential “sekimorid-smtp-password”.</source>
        <translation>已設定「smtp-user」，但沒有密碼。請以「smtp-password-file」指定密碼檔案，或以憑證「sekimorid-smtp-password」交給 systemd。</translation>
    </message>
    <message>
        <source>The password for the mail server could not be read from “%1”: %2.</source>
        <translation>無法從「%1」讀取郵件伺服器的密碼：%2。</translation>
    </message>
    <message>
        <source>The password for the mail server in “%1” can be read by others on this machine. Let only the service&apos;s user read it (chmod 600).</source>
        <translation>「%1」中的郵件伺服器密碼可被這台電腦上的其他人讀取。請只讓服務的使用者讀取（chmod 600）。</translation>
    </message>
    <message>
        <source>The authorities for the mail server could not be read from “%1”: %2.</source>
        <translation>無法從「%1」讀取郵件伺服器的憑證授權單位：%2。</translation>
    </message>
    <message>
        <source>%1, and %2 more</source>
        <translation>%1，以及另外 %2 項</translation>
    </message>
    <message>
        <source>Something of the client certificates of “%1” ends soon. Whoever has only an ended certificate is not let in any more; new ones are issued in the console, under Client certificates.</source>
        <translation>「%1」的用戶端憑證相關項目即將到期。只持有過期憑證的人將無法進入；新憑證請在主控台的「用戶端憑證」中核發。</translation>
    </message>
    <message>
        <source>Who is reminded is set in the console, under Client certificates. Answers to this mail are read by nobody.</source>
        <translation>提醒對象在主控台的「用戶端憑證」中設定。回覆此郵件不會有人閱讀。</translation>
    </message>
    <message>
        <source>What ends</source>
        <translation>到期項目</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Checkpoint of the audit log, number %1</source>
        <translation>稽核記錄的檢查點，編號 %1</translation>
    </message>
    <message>
        <source>This is how far the audit log of “%1” went at the time below. The platform has signed it with the log&apos;s key. Keep this mail where nobody who runs the platform can change it: should the log ever be rewritten, even by somebody who has its key, it will no longer fit what is kept here.</source>
        <translation>這是「%1」的稽核記錄在下列時間的進度，平台已用記錄的金鑰簽署。請將此郵件保存在平台營運人員無法更改之處：即使持有金鑰的人改寫記錄，也會與此處保存的內容不符。</translation>
    </message>
    <message>
        <source>The key is the one that you have compared once. Should this mail name another key than the mails before it, ask the platform&apos;s operator why.</source>
        <translation>金鑰應為您曾比對過的那一把。若此郵件所列金鑰與先前郵件不同，請向平台營運者詢問原因。</translation>
    </message>
    <message>
        <source>Who gets this each day is set in the console, under Alerts. Answers to this mail are read by nobody.</source>
        <translation>每日收件者在主控台的「警示」中設定。回覆此郵件不會有人閱讀。</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>記錄</translation>
    </message>
    <message>
        <source>Last event</source>
        <translation>最後一筆事件</translation>
    </message>
    <message>
        <source>Its hash</source>
        <translation>其雜湊值</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>簽署時間</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>金鑰</translation>
    </message>
    <message>
        <source>Signature (Base64)</source>
        <translation>簽章 (Base64)</translation>
    </message>
    <message>
        <source>Event %1 of the audit log was altered after it was written.</source>
        <translation>稽核記錄的事件%1在寫入後遭到竄改。</translation>
    </message>
    <message>
        <source>The audit log was altered between the events %1 and %2 after it was written.</source>
        <translation>稽核記錄在事件%1到%2之間於寫入後遭到竄改。</translation>
    </message>
    <message>
        <source>Events of the audit log are missing between %1 and %2.</source>
        <translation>稽核記錄在%1與%2之間缺少事件。</translation>
    </message>
    <message>
        <source>The beginning of the audit log is missing up to event %1, and not by retention.</source>
        <translation>稽核記錄的開頭到事件%1為止缺失，且並非因保留期限而刪除。</translation>
    </message>
    <message>
        <source>The audit log was cut off after event %1: it had gone on to %2 at least.</source>
        <translation>稽核記錄在事件%1之後被截斷：原本至少延續到%2。</translation>
    </message>
    <message>
        <source>The audit log was written anew somewhere from event %1 to %2: it does not fit the checkpoint that was signed at event %2.</source>
        <translation>稽核記錄在事件%1到%2之間的某處遭到重寫：與事件%2處簽署的檢查點不符。</translation>
    </message>
    <message>
        <source>The checkpoint at event %1 of the audit log is not signed by a key of this log.</source>
        <translation>稽核記錄事件%1處的檢查點不是由此記錄的金鑰簽署的。</translation>
    </message>
    <message>
        <source>The operator of the platform has set no mail server. It will be sent when there is one, within three days.</source>
        <translation>平台營運者尚未設定郵件伺服器。若在三天內設定，將會傳送。</translation>
    </message>
    <message>
        <source>The mail server could not be reached: %1.</source>
        <translation>無法連線到郵件伺服器：%1。</translation>
    </message>
    <message>
        <source>The connection to the mail server could not be made secure, so nothing was sent: %1.</source>
        <translation>無法與郵件伺服器建立安全連線，因此未傳送任何內容：%1。</translation>
    </message>
    <message>
        <source>The mail server does not let the platform sign in: %1.</source>
        <translation>郵件伺服器不允許平台登入：%1。</translation>
    </message>
    <message>
        <source>The connection to the mail server ended before all of the mail was there, so it was not taken.</source>
        <translation>在整封郵件送達之前，與郵件伺服器的連線已中斷，因此未被接收。</translation>
    </message>
    <message>
        <source>All of the mail went to the mail server, but no answer came. Whether it was taken is not known.</source>
        <translation>整封郵件已送往郵件伺服器，但沒有收到回應。是否已被接收不得而知。</translation>
    </message>
    <message>
        <source>The platform ended while the mail was under way. Whether the mail server took it is not known.</source>
        <translation>郵件傳送途中平台已結束。郵件伺服器是否已接收不得而知。</translation>
    </message>
    <message>
        <source>The mail could not be written into the mail folder: %1.</source>
        <translation>無法將郵件寫入郵件資料夾：%1。</translation>
    </message>
    <message>
        <source>The platform has no key under which it could keep that of the audit log, so nothing is signed. Its operator makes one with “openssl rand -hex 32”, puts it into a file outside the data folder and names that file as “key-file”.</source>
        <translation>平台沒有用來保存稽核記錄金鑰的金鑰，因此不會簽署任何內容。營運者以「openssl rand -hex 32」產生金鑰，放到資料夾以外的檔案，並將該檔案指定為「key-file」。</translation>
    </message>
    <message>
        <source>The key of this audit log was stored under another operator&apos;s key than the platform has now, so nothing is signed. Its operator has to bring the former one back as “key-file”.</source>
        <translation>此稽核記錄的金鑰是以另一把營運者金鑰保存的，與平台目前的不同，因此不會簽署任何內容。營運者必須將先前的金鑰恢復為「key-file」。</translation>
    </message>
    <message>
        <source>The mail has %1 bytes; no more than %2 can be sent. It was not put into the queue.</source>
        <translation>郵件大小為 %1 位元組；最多只能傳送 %2 位元組。未加入傳送佇列。</translation>
    </message>
    <message>
        <source>%1 mails wait to be delivered already. Nothing was added; look at the delivery log for why they wait.</source>
        <translation>已有 %1 封郵件等待遞送。未加入任何郵件；等待的原因請查看遞送記錄。</translation>
    </message>
    <message>
        <source>The mail has no address to go to.</source>
        <translation>郵件沒有收件地址。</translation>
    </message>
    <message>
        <source>Event %1 of the audit log is not linked to the one before it yet, so it cannot be closed. Try again later.</source>
        <translation>稽核記錄的事件 %1 尚未與前一個事件連結，因此無法封存。請稍後再試。</translation>
    </message>
    <message>
        <source>Only events of closed months can be deleted: those up to number %1, and these would go up to %2.</source>
        <translation>只能刪除已封存月份的事件（至編號 %1），但指定的範圍到 %2。</translation>
    </message>
    <message>
        <source>The events %1 to %2 of the audit log (%3) cannot be read: their file “%4” is missing or was altered. Newer and older ones can be: name a time from which or until which to look.</source>
        <translation>無法讀取稽核記錄的事件 %1 至 %2（%3）：其檔案「%4」不存在或已遭變更。較新與較舊的事件仍可讀取：請指定搜尋期間的開始或結束時間。</translation>
    </message>
    <message>
        <source>The file “%1” of closed events could not be written: %2. Nothing was changed.</source>
        <translation>無法寫入已封存事件的檔案「%1」：%2。未變更任何內容。</translation>
    </message>
    <message>
        <source>The events %1 to %2 cannot be closed: those before them are not closed yet, or they are closed already.</source>
        <translation>無法封存事件 %1 至 %2：先前的事件尚未封存，或這些事件已經封存。</translation>
    </message>
    <message>
        <source>When this is saved, %1 events (numbers %2 to %3) are deleted for good, since they are older than events are kept then. Export them first where you still need them.</source>
        <translation>儲存後，早於新保留期限的 %1 筆事件（編號 %2 至 %3）將永久刪除。若仍需要，請先匯出。</translation>
    </message>
    <message>
        <source>It has more than %1 checkpoints, and no log has so many.</source>
        <translation>其檢查點超過 %1 個，任何記錄都不會有這麼多。</translation>
    </message>
    <message>
        <source>The attached file puts the days on which you are reminded of these into a calendar.</source>
        <translation>將附件匯入行事曆，即可登錄這些項目的所有提醒日期。</translation>
    </message>
    <message>
        <source>“%1” has grown since it was read. What was added is not shown.</source>
        <translation>「%1」在讀取後又有新增內容。新增的部分未顯示。</translation>
    </message>
    <message>
        <source>Another file has taken the place of “%1”.</source>
        <translation>「%1」已被其他檔案取代。</translation>
    </message>
    <message>
        <source>“%1” was removed or renamed. What was read of it is still shown.</source>
        <translation>「%1」已被移除或重新命名。已讀取的內容仍會顯示。</translation>
    </message>
    <message>
        <source>The entry is stored as a sparse file, without its zeros, which cannot be read here. Pack it without “--sparse”.</source>
        <translation>此項目以省略零的稀疏檔案格式儲存，無法在此讀取。請不加「--sparse」重新打包。</translation>
    </message>
    <message>
        <source>Some of these events have not been read in full. Let all of the files be read first.</source>
        <translation>這些事件中有部分尚未完整讀取。請先讓檔案全部讀取完成。</translation>
    </message>
    <message>
        <source>The events are still being found and put in order. Export when that has ended.</source>
        <translation>事件仍在搜尋與排序中。請在完成後再匯出。</translation>
    </message>
    <message>
        <source>Reading was stopped, so not all events are known. Read the rest first, or export chosen events.</source>
        <translation>讀取已停止，因此並未取得全部事件。請先讀取其餘部分，或匯出選取的事件。</translation>
    </message>
    <message>
        <source>A rule is still being typed. Take it over with OK, or cancel it.</source>
        <translation>有一條規則仍在輸入中。請按「確定」採用，或取消。</translation>
    </message>
    <message>
        <source>Retention deleted the events up to number %1 while they were exported. Export anew.</source>
        <translation>匯出期間，編號 %1 以前的事件已依保留期限刪除。請重新匯出。</translation>
    </message>
    <message>
        <source>Nothing of this log has been signed since %1, although %2 events were written to it since. This mail cannot prove them: ask the platform&apos;s operator why.</source>
        <translation>此記錄自 %1 之後未再簽署，但此後已寫入 %2 筆事件。本郵件無法證明這些事件：請向平台營運者詢問原因。</translation>
    </message>
    <message>
        <source>Who is mailed, and about what, is set in the console under Alerts. Nobody reads answers to this mail.</source>
        <translation>要將哪些事件寄給誰，可在主控台的「警示」中設定。回覆這封郵件不會有人閱讀。</translation>
    </message>
    <message>
        <source>No checkpoint from outside could be held against it, because it does not have their events: take a bundle that has the event number %1.</source>
        <translation>沒有任何外部檢查點可與其比對，因為套件中沒有對應的事件：請使用包含編號 %1 事件的套件。</translation>
    </message>
    <message>
        <source>The line is not a JSON object; all of it stands among the surplus fields.</source>
        <translation>此行不是 JSON 物件；整行已放入多餘欄位。</translation>
    </message>
    <message>
        <source>This is one JSON array, not NDJSON, which has an object on each line. Write its objects so first, for example with “jq -c .[]”.</source>
        <translation>這是一個 JSON 陣列，而不是每行一個物件的 NDJSON。請先用「jq -c .[]」等方式將各物件逐行寫出。</translation>
    </message>
    <message>
        <source>Unpacked it takes more than %1 GB of memory, half of what this computer lets this program have. The rest is not read.</source>
        <translation>解壓縮後需要超過 %1 GB 的記憶體，即此電腦允許本程式使用量的一半。其餘部分不會讀取。</translation>
    </message>
    <message>
        <source>%1 columns are too many; at most %2 can be told apart.</source>
        <translation>%1 個欄位太多；最多只能區分 %2 個。</translation>
    </message>
    <message>
        <source>The line stands above the titles of the columns and is taken for no row.</source>
        <translation>此行位於欄位標題上方，不視為資料列。</translation>
    </message>
    <message>
        <source>The workbook does not have the text that belongs into this cell.</source>
        <translation>活頁簿中沒有此儲存格應有的文字。</translation>
    </message>
    <message>
        <source>“%1” negates nothing here; “-” and “not” do. To look for a text that begins so, put it in quotes.</source>
        <translation>「%1」在這裡不表示否定；請用「-」或「not」。若要尋找以此開頭的文字，請加上引號。</translation>
    </message>
    <message>
        <source>“%2” stands right behind %1, where the quotes are closed. Quotes within a text are written \&quot;.</source>
        <translation>「%2」緊接在引號已關閉的 %1 之後。文字中的引號請寫成 \&quot;。</translation>
    </message>
    <message>
        <source>“%1” is counted back from now, but a rule judges each event as it comes. Write a day of the week, a time of day or a date, or leave the time out.</source>
        <translation>「%1」是從現在往回算的，但規則會在每個事件發生時加以判斷。請寫星期幾、時刻或日期，或省略時間。</translation>
    </message>
    <message>
        <source>a minus or “not”</source>
        <translation>減號或「not」</translation>
    </message>
    <message>
        <source>The checkpoint file “%1” could not be read: %2.</source>
        <translation>無法讀取檢查點檔案「%1」：%2。</translation>
    </message>
    <message>
        <source>“%1” holds no checkpoint of an audit log, or one that is not whole. Choose the mail that brought it, as your mail program saves it, or the file that was attached to it.</source>
        <translation>「%1」中沒有稽核記錄的檢查點，或檢查點不完整。請選擇以郵件程式儲存的檢查點郵件，或該郵件的附件。</translation>
    </message>
    <message>
        <source>The events %1 of the audit log cannot be handed out: their file is missing or was altered. Newer and older ones can be: name a time from which or until which to look.</source>
        <translation>無法提供稽核記錄的事件 %1：其檔案不存在或已遭變更。較新和較舊的事件仍可提供：請指定開始或結束的時間。</translation>
    </message>
    <message>
        <source>The events %1 of the audit log cannot be handed out: their file is missing or was altered.</source>
        <translation>無法提供稽核記錄的事件 %1：其檔案不存在或已遭變更。</translation>
    </message>
    <message>
        <source>The events %1 of the audit log cannot be handed out: their file is missing or was altered. The others can be, by their numbers: %2.</source>
        <translation>無法提供稽核記錄的事件 %1：其檔案不存在或已遭變更。其餘事件可依編號提供：%2。</translation>
    </message>
    <message>
        <source>“kind” has to be one of: %1.</source>
        <translation>「kind」必須是下列其中之一：%1。</translation>
    </message>
    <message>
        <source>To hold a sealed bundle of the log against it, save this mail or the attached file, open the bundle in the console and choose what you saved under Details. Or save the log&apos;s key too, as KEY.pem, under Retention and archives in the console, and run: %1</source>
        <translation>若要將記錄的封印套件與其比對，請儲存此郵件或附件，在主控台開啟套件，並在「詳細資料」中選擇所儲存的檔案。或者在主控台的「保存期限與封存」中將記錄的金鑰也儲存為 KEY.pem，然後執行：%1</translation>
    </message>
    <message>
        <source>The checkpoints of the audit log behind event %1 were gone when the platform began to sign: nothing proves that the events up to %2 are as they were written.</source>
        <translation>平台開始簽署時，稽核記錄中事件 %1 之後的檢查點已不存在：無法證明到 %2 為止的事件仍與寫入時相同。</translation>
    </message>
    <message>
        <source>Nobody knows what the columns are; they were taken for --columns %1 --header %2.</source>
        <translation>無法得知各欄的含義；已視為 --columns %1 --header %2。</translation>
    </message>
</context>
<context>
    <name>OpenSessions</name>
    <message>
        <source>Console, this one</source>
        <translation>主控台（此工作階段）</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>主控台</translation>
    </message>
    <message>
        <source>Browser, stays signed in</source>
        <translation>瀏覽器（自動登入）</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>瀏覽器</translation>
    </message>
    <message>
        <source>Who</source>
        <comment>column: signed-in person</comment>
        <translation>使用者</translation>
    </message>
    <message>
        <source>By</source>
        <comment>column: console or browser</comment>
        <translation>方式</translation>
    </message>
    <message>
        <source>From</source>
        <comment>column: address</comment>
        <translation>連線來源</translation>
    </message>
    <message>
        <source>Since: %1</source>
        <comment>column; time zone</comment>
        <translation>開始：%1</translation>
    </message>
    <message>
        <source>Last used</source>
        <comment>column: time</comment>
        <translation>上次使用</translation>
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
        <translation>來源</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>備註</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Access</source>
        <translation>存取</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>記錄</translation>
    </message>
    <message>
        <source>IP address restriction</source>
        <translation>IP位址限制</translation>
    </message>
    <message>
        <source>Basic authentication</source>
        <translation>Basic驗證</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>稽核記錄</translation>
    </message>
    <message>
        <source>Client certificates</source>
        <translation>用戶端憑證</translation>
    </message>
    <message>
        <source>Password policy</source>
        <translation>密碼原則</translation>
    </message>
    <message>
        <source>Account lockout</source>
        <translation>帳號鎖定</translation>
    </message>
    <message>
        <source>Subdomain</source>
        <translation>子網域</translation>
    </message>
    <message>
        <source>Login page</source>
        <translation>登入頁面</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租用戶</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>支援</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>警示</translation>
    </message>
    <message>
        <source>At a glance</source>
        <translation>概況</translation>
    </message>
    <message>
        <source>General</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>總覽</translation>
    </message>
    <message>
        <source>Who gets in</source>
        <translation>誰能進入</translation>
    </message>
    <message>
        <source>Change history</source>
        <translation>變更歷程</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>工作階段</translation>
    </message>
    <message>
        <source>People</source>
        <translation>使用者管理</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>登入</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Lock desk</source>
        <translation>解鎖服務台</translation>
    </message>
    <message>
        <source>Delivery log</source>
        <translation>寄送記錄</translation>
    </message>
    <message>
        <source>Retention and archives</source>
        <translation>保存期限與封存</translation>
    </message>
</context>
<context>
    <name>PasswordRule</name>
    <message>
        <source>%1 to %2 characters</source>
        <translation>%1到%2個字元</translation>
    </message>
    <message>
        <source>a letter</source>
        <translation>包含字母</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>包含數字</translation>
    </message>
    <message>
        <source>a symbol, such as “-” or “!”</source>
        <translation>包含「-」或「!」等符號</translation>
    </message>
    <message>
        <source>not the login name</source>
        <translation>不同於登入名稱</translation>
    </message>
</context>
<context>
    <name>Protection</name>
    <message>
        <source>Every address is let in</source>
        <translation>允許所有位址</translation>
    </message>
    <message>
        <source>Only listed networks, and none is listed</source>
        <translation>僅允許已登錄的網路（尚無登錄）</translation>
    </message>
    <message>
        <source>No address is let in by itself</source>
        <translation>單憑位址無法進入</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Password set %1</source>
        <comment>today, or so many days ago</comment>
        <translation>密碼設定：%1</translation>
    </message>
    <message>
        <source>second pair until %1</source>
        <translation>第二組至 %1 為止</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between parts of a state</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>On; any user may sign in with a certificate</source>
        <translation>開啟；持憑證者可用任何使用者登入</translation>
    </message>
    <message>
        <source>On; only a certificate’s own user may sign in with it</source>
        <translation>開啟；僅憑證本人可登入</translation>
    </message>
    <message>
        <source>%1 characters, administrators %2</source>
        <translation>%1個字元以上，管理員%2個以上</translation>
    </message>
    <message>
        <source>expires after %1</source>
        <translation>%1後到期</translation>
    </message>
    <message>
        <source>Accounts are never locked</source>
        <translation>帳號不會鎖定</translation>
    </message>
    <message>
        <source>End after %1 without use</source>
        <translation>閒置%1後結束</translation>
    </message>
    <message>
        <source>%1; automatic sign-in for %2</source>
        <translation>%1；自動登入%2</translation>
    </message>
    <message>
        <source>No other site may frame the pages</source>
        <translation>禁止其他網站嵌入頁面</translation>
    </message>
    <message>
        <source>Every site may frame the pages</source>
        <translation>所有網站皆可嵌入頁面</translation>
    </message>
    <message>
        <source>The platform’s staff may look until %1</source>
        <translation>平台人員可檢視至 %1</translation>
    </message>
    <message>
        <source>The platform’s staff may not look</source>
        <translation>平台人員不可檢視</translation>
    </message>
    <message>
        <source>Nobody is told by mail</source>
        <translation>不以郵件通知</translation>
    </message>
    <message>
        <source>Mail at level %1</source>
        <translation>郵件通知：%1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between levels</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Events are kept for %1</source>
        <translation>保留%1</translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln listed networks are let in</source>
        <translation>
            <numerusform>僅允許已登錄的%Ln個網路</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong passwords lock for %1</source>
        <translation>
            <numerusform>密碼錯誤%Ln次即鎖定%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong passwords lock until an administrator unlocks</source>
        <translation>
            <numerusform>密碼錯誤%Ln次即鎖定，直到管理員解鎖</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln listed sites may frame the pages</source>
        <translation>
            <numerusform>%Ln個已登錄的網站可嵌入頁面</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mail by %Ln rules</source>
        <translation>
            <numerusform>依 %Ln 條規則寄送郵件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>by %Ln rules</source>
        <translation>
            <numerusform>%Ln 條規則</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Record</name>
    <message>
        <source>%1 (cannot be read as a time)</source>
        <translation>%1（無法讀取為時間）</translation>
    </message>
    <message>
        <source>%1; the file names no zone</source>
        <translation>%1（檔案未註明時區）</translation>
    </message>
</context>
<context>
    <name>Retention</name>
    <message>
        <source>number %1 to %2</source>
        <translation>編號 %1 至 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>how many events; their numbers</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, %2, from before %3</source>
        <comment>how many events; their numbers; a time</comment>
        <translation>%1，%2，早於 %3</translation>
    </message>
    <message>
        <source>%1, %2, from %3 up to %4</source>
        <comment>how many events; their numbers; two times</comment>
        <translation>%1，%2，自 %3 至 %4</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events</source>
        <translation>
            <numerusform>%Ln 個事件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Administrator</source>
        <translation>管理員</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>稽核員</translation>
    </message>
    <message>
        <source>User</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Platform staff</source>
        <translation>平台人員</translation>
    </message>
</context>
<context>
    <name>Simulation</name>
    <message>
        <source>The mode is “allow all”</source>
        <translation>模式為「全部允許」</translation>
    </message>
    <message>
        <source>The mode is “deny all”: no address counts as listed</source>
        <translation>模式為「全部拒絕」：任何位址都不視為在清單中</translation>
    </message>
    <message>
        <source>The address can be told</source>
        <translation>可辨識位址</translation>
    </message>
    <message>
        <source>The address is in the list</source>
        <translation>位址在清單中</translation>
    </message>
    <message>
        <source>Basic authentication is on</source>
        <translation>Basic驗證已啟用</translation>
    </message>
    <message>
        <source>The right user name and password come along</source>
        <translation>附有正確的使用者名稱與密碼</translation>
    </message>
    <message>
        <source>The operator of the platform lets this address in for an hour</source>
        <translation>平台營運者允許此位址進入一小時</translation>
    </message>
    <message>
        <source>Secure access is on</source>
        <translation>安全存取已啟用</translation>
    </message>
    <message>
        <source>A certificate comes along</source>
        <translation>附有憑證</translation>
    </message>
    <message>
        <source>It was issued by this tenant</source>
        <translation>由此租戶簽發</translation>
    </message>
    <message>
        <source>It is in the tenant’s list</source>
        <translation>在租戶的清單中</translation>
    </message>
    <message>
        <source>It is not revoked</source>
        <translation>未被撤銷</translation>
    </message>
    <message>
        <source>Its time has begun</source>
        <translation>有效期間已開始</translation>
    </message>
    <message>
        <source>It has not expired</source>
        <translation>尚未到期</translation>
    </message>
    <message>
        <source>Its user exists</source>
        <translation>其使用者存在</translation>
    </message>
    <message>
        <source>Its user may use client certificates</source>
        <translation>其使用者可使用用戶端憑證</translation>
    </message>
    <message>
        <source>Yes</source>
        <comment>a condition is met</comment>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <comment>a condition is not met</comment>
        <translation>否</translation>
    </message>
    <message>
        <source>Does not matter</source>
        <comment>a condition was not looked at</comment>
        <translation>無關</translation>
    </message>
    <message>
        <source>%1: this decides</source>
        <comment>yes or no</comment>
        <translation>%1（以此決定）</translation>
    </message>
    <message>
        <source>%1, a change from: %2</source>
        <translation>%1（原為：%2）</translation>
    </message>
    <message>
        <source>What the gate looks at</source>
        <comment>column</comment>
        <translation>閘門檢查的項目</translation>
    </message>
    <message>
        <source>In force now</source>
        <comment>column</comment>
        <translation>目前生效</translation>
    </message>
    <message>
        <source>With your edits</source>
        <comment>column</comment>
        <translation>編輯後</translation>
    </message>
</context>
<context>
    <name>Span</name>
    <message>
        <source>%1 to %2</source>
        <comment>times or dates</comment>
        <translation>%1 至 %2</translation>
    </message>
</context>
<context>
    <name>TimeZones</name>
    <message>
        <source>City</source>
        <comment>column</comment>
        <translation>城市</translation>
    </message>
    <message>
        <source>Region</source>
        <comment>column</comment>
        <translation>區域</translation>
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
        <translation>名稱</translation>
    </message>
</context>
<context>
    <name>Tone</name>
    <message>
        <source>Hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>錯誤</translation>
    </message>
</context>
<context>
    <name>UserQuestions</name>
    <message>
        <source>Delete %1?</source>
        <translation>要刪除 %1 嗎？</translation>
    </message>
    <message>
        <source>All that is open for them ends at once, automatic sign-ins too, and their client certificates let nobody in any more. What they did stays in the audit log. This cannot be undone.</source>
        <translation>所有工作階段與自動登入會立即結束，其用戶端憑證也不再有效。過去的操作仍保留在稽核記錄中。此動作無法復原。</translation>
    </message>
    <message>
        <source>Delete users</source>
        <translation>刪除使用者</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <comment>the users</comment>
        <translation>刪除(&amp;L)</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>取消(&amp;N)</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>全部登出</translation>
    </message>
    <message>
        <source>Sign out %1 everywhere?</source>
        <translation>要將 %1 從所有地方登出嗎？</translation>
    </message>
    <message>
        <source>Every session ends, here and in browsers, and every automatic sign-in. They can sign in again at once.</source>
        <translation>主控台與瀏覽器的所有工作階段及自動登入都會結束。可立即再次登入。</translation>
    </message>
    <message>
        <source>&amp;Sign out</source>
        <translation>登出(&amp;S)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <comment>users that are not named</comment>
        <translation>
            <numerusform>另外 %Ln 位</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln users?</source>
        <translation>
            <numerusform>要刪除 %Ln 位使用者嗎？</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Users</name>
    <message>
        <source>Login name</source>
        <translation>登入名稱</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>顯示名稱</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密碼</translation>
    </message>
    <message>
        <source>Certificate</source>
        <comment>column: may it be used</comment>
        <translation>憑證</translation>
    </message>
    <message>
        <source>Permitted</source>
        <comment>a client certificate</comment>
        <translation>允許</translation>
    </message>
    <message>
        <source>Not permitted</source>
        <comment>a client certificate</comment>
        <translation>不允許</translation>
    </message>
    <message>
        <source>Last sign-in (%1)</source>
        <comment>column; time zone</comment>
        <translation>上次登入 (%1)</translation>
    </message>
    <message>
        <source>Never</source>
        <comment>signed in</comment>
        <translation>從未</translation>
    </message>
    <message>
        <source>State</source>
        <comment>column</comment>
        <translation>狀態</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>May use a client certificate</source>
        <translation>可使用用戶端憑證</translation>
    </message>
    <message>
        <source>Must change the password</source>
        <translation>必須變更密碼</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <comment>40 days ago</comment>
        <translation>%1變更</translation>
    </message>
    <message>
        <source>Locked until %1</source>
        <translation>鎖定至 %1</translation>
    </message>
    <message>
        <source>Locked until an administrator unlocks</source>
        <translation>鎖定至管理員解除</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <comment>field, before, after</comment>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>Must be changed</source>
        <comment>a password</comment>
        <translation>必須變更</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Intact</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>Key unknown</source>
        <translation>金鑰不明</translation>
    </message>
    <message>
        <source>Altered</source>
        <translation>遭竄改</translation>
    </message>
    <message>
        <source>Events missing</source>
        <translation>事件缺漏</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>遭截斷</translation>
    </message>
    <message>
        <source>Of another log</source>
        <translation>屬於其他記錄</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>無法讀取</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未檢查</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>檢查中…</translation>
    </message>
    <message>
        <source>Not readable: %1</source>
        <comment>why</comment>
        <translation>無法讀取：%1</translation>
    </message>
    <message>
        <source>The key of “%1” vouches for it.</source>
        <comment>connection or file</comment>
        <translation>以「%1」的金鑰驗證。</translation>
    </message>
    <message>
        <source>Choose a key file that you have from a source of your own, or connect to the platform that the log comes from, and check again.</source>
        <translation>請選擇您自其他管道取得的金鑰檔，或先連線至此記錄來源的平台，再重新檢查。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln checkpoints from outside fit it.</source>
        <translation>
            <numerusform>與 %Ln 個外部檢查點相符。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>Not judged: %1</source>
        <comment>why</comment>
        <translation>未判定：%1</translation>
    </message>
</context>
<context>
    <name>WayIn</name>
    <message>
        <source>The mode “allow all” lets every address in.</source>
        <translation>「全部允許」模式會允許所有位址。</translation>
    </message>
    <message>
        <source>The mode is not “allow all”.</source>
        <translation>模式不是「全部允許」。</translation>
    </message>
    <message>
        <source>The mode “deny all” counts no address as listed.</source>
        <translation>「全部拒絕」模式不會將任何位址視為已列入。</translation>
    </message>
    <message>
        <source>The mode is not “deny all”.</source>
        <translation>模式不是「全部拒絕」。</translation>
    </message>
    <message>
        <source>Your address can be told.</source>
        <translation>可以判定您的位址。</translation>
    </message>
    <message>
        <source>Your address cannot be told, so it counts as not listed.</source>
        <translation>無法判定您的位址，因此視為未列入。</translation>
    </message>
    <message>
        <source>Your address is listed.</source>
        <translation>您的位址已列入清單。</translation>
    </message>
    <message>
        <source>Your address is not listed.</source>
        <translation>您的位址未列入清單。</translation>
    </message>
    <message>
        <source>Basic authentication is on.</source>
        <translation>Basic驗證已啟用。</translation>
    </message>
    <message>
        <source>Basic authentication is off, so addresses that are not listed have no way in.</source>
        <translation>Basic驗證已停用，因此未列入清單的位址無法進入。</translation>
    </message>
    <message>
        <source>This console has the right user name and password for the gate.</source>
        <translation>此主控台有正確的關卡使用者名稱與密碼。</translation>
    </message>
    <message>
        <source>This console has no user name and password that the gate would accept.</source>
        <translation>此主控台沒有關卡會接受的使用者名稱與密碼。</translation>
    </message>
    <message>
        <source>Secure access with client certificates is on.</source>
        <translation>使用用戶端憑證的安全存取已啟用。</translation>
    </message>
    <message>
        <source>Secure access with client certificates is off.</source>
        <translation>使用用戶端憑證的安全存取已停用。</translation>
    </message>
    <message>
        <source>A client certificate is presented.</source>
        <translation>已出示用戶端憑證。</translation>
    </message>
    <message>
        <source>No client certificate is presented.</source>
        <translation>未出示用戶端憑證。</translation>
    </message>
    <message>
        <source>The client certificate was issued by this tenant.</source>
        <translation>用戶端憑證由此租用戶核發。</translation>
    </message>
    <message>
        <source>The client certificate was not issued by this tenant.</source>
        <translation>用戶端憑證不是由此租用戶核發。</translation>
    </message>
    <message>
        <source>The client certificate is in the tenant&apos;s list.</source>
        <translation>用戶端憑證在租用戶的清單中。</translation>
    </message>
    <message>
        <source>The client certificate is not in the tenant&apos;s list.</source>
        <translation>用戶端憑證不在租用戶的清單中。</translation>
    </message>
    <message>
        <source>The client certificate&apos;s time has begun.</source>
        <translation>用戶端憑證的有效期間已開始。</translation>
    </message>
    <message>
        <source>The client certificate&apos;s time has not begun yet.</source>
        <translation>用戶端憑證的有效期間尚未開始。</translation>
    </message>
    <message>
        <source>The client certificate has not expired.</source>
        <translation>用戶端憑證未過期。</translation>
    </message>
    <message>
        <source>The client certificate has expired.</source>
        <translation>用戶端憑證已過期。</translation>
    </message>
    <message>
        <source>The client certificate is not revoked.</source>
        <translation>用戶端憑證未撤銷。</translation>
    </message>
    <message>
        <source>The client certificate is revoked.</source>
        <translation>用戶端憑證已撤銷。</translation>
    </message>
    <message>
        <source>The client certificate&apos;s user exists.</source>
        <translation>用戶端憑證所屬的使用者存在。</translation>
    </message>
    <message>
        <source>The client certificate&apos;s user does not exist.</source>
        <translation>用戶端憑證所屬的使用者不存在。</translation>
    </message>
    <message>
        <source>The client certificate&apos;s user may use secure access.</source>
        <translation>用戶端憑證所屬的使用者可使用安全存取。</translation>
    </message>
    <message>
        <source>The client certificate&apos;s user may not use secure access.</source>
        <translation>用戶端憑證所屬的使用者不可使用安全存取。</translation>
    </message>
    <message>
        <source>Your next request from %1 would be let in.</source>
        <translation>您從%1送出的下一個要求將獲允許。</translation>
    </message>
    <message>
        <source>Your next request from %1 would be asked for a user name and password (401) that this console does not have.</source>
        <translation>您從%1送出的下一個要求必須提供使用者名稱與密碼（401），而此主控台沒有這組資訊。</translation>
    </message>
    <message>
        <source>Your next request from %1 would be refused (403), from this console and from every browser there.</source>
        <translation>您從%1送出的下一個要求將遭拒絕（403），無論來自此主控台或該處的任何瀏覽器。</translation>
    </message>
    <message>
        <source>Your next request from %1 would be refused without a client certificate (496).</source>
        <translation>您從%1送出的下一個要求若無用戶端憑證，將遭拒絕（496）。</translation>
    </message>
    <message>
        <source>The operator of the platform lets you in for an hour.</source>
        <translation>平台營運者允許您在一小時內進入。</translation>
    </message>
    <message>
        <source>The operator of the platform lets nobody in.</source>
        <translation>平台營運者沒有特別允許任何人進入。</translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>Add a user</source>
        <translation>新增使用者</translation>
    </message>
    <message>
        <source>Search users</source>
        <translation>搜尋使用者</translation>
    </message>
    <message>
        <source>Import users</source>
        <translation>匯入使用者</translation>
    </message>
    <message>
        <source>Export users</source>
        <translation>匯出使用者</translation>
    </message>
    <message>
        <source>Make up a visit and see who gets in</source>
        <translation>設想一次存取並查看誰能進入</translation>
    </message>
    <message>
        <source>Issue or revoke certificates</source>
        <translation>核發或撤銷憑證</translation>
    </message>
    <message>
        <source>Certificates that end soon</source>
        <translation>即將到期的憑證</translation>
    </message>
    <message>
        <source>Read a certificate’s file</source>
        <translation>讀取憑證檔案</translation>
    </message>
    <message>
        <source>Save the certificate authority’s certificate</source>
        <translation>儲存憑證授權單位的憑證</translation>
    </message>
    <message>
        <source>Save reminders of certificates that end</source>
        <translation>儲存憑證到期提醒</translation>
    </message>
    <message>
        <source>Save or open a month of the audit log</source>
        <translation>儲存或開啟稽核記錄的某個月份</translation>
    </message>
    <message>
        <source>Check that the audit log was not altered</source>
        <translation>檢查稽核記錄是否遭竄改</translation>
    </message>
    <message>
        <source>Save the audit log’s public key</source>
        <translation>儲存稽核記錄的公開金鑰</translation>
    </message>
    <message>
        <source>Add a rule of the alerts</source>
        <translation>新增警示規則</translation>
    </message>
    <message>
        <source>Mails that were given up</source>
        <translation>已放棄寄送的郵件</translation>
    </message>
</context>
<context>
    <name>ZoneClock</name>
    <message>
        <source>%1, now %2</source>
        <comment>time zone, time of day</comment>
        <translation>%1，現在 %2</translation>
    </message>
    <message>
        <source>%1 — %2, now %3</source>
        <comment>time zone, its offset from UTC, time of day</comment>
        <translation>%1 — %2，現在 %3</translation>
    </message>
</context>
<context>
    <name>sekimori::items::AlertForecasting</name>
    <message>
        <source>Counting the mails of the last 7 days…</source>
        <translation>正在計算過去 7 天的郵件…</translation>
    </message>
    <message>
        <source>How many mails it would have been is counted once all mistakes are put right.</source>
        <translation>修正所有錯誤後，才會計算郵件數。</translation>
    </message>
    <message>
        <source>How many mails it would have been could not be counted: %1</source>
        <translation>無法計算郵件數：%1</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>計算中…</translation>
    </message>
    <message>
        <source>Not known</source>
        <comment>how many mails</comment>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>sekimori::items::AlertRulesModel</name>
    <message>
        <source>Rule</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>篩選條件</translation>
    </message>
    <message>
        <source>Mail to</source>
        <translation>收件者</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>傳送頻率</translation>
    </message>
    <message>
        <source>In the last 7 days</source>
        <translation>過去 7 天</translation>
    </message>
    <message>
        <source>%1, %2 an hour at most</source>
        <comment>pace, mails</comment>
        <translation>%1，每小時最多 %2 封</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>a rule</comment>
        <translation>關閉</translation>
    </message>
    <message>
        <source>%1, on</source>
        <comment>rule</comment>
        <translation>%1，開啟</translation>
    </message>
    <message>
        <source>%1, off</source>
        <comment>rule</comment>
        <translation>%1，關閉</translation>
    </message>
</context>
<context>
    <name>sekimori::items::FileLogSource</name>
    <message>
        <source>%1: %2</source>
        <comment>file; why it could not be read</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>sekimori::items::PlatformLogSource</name>
    <message>
        <source>The platform hands out its log in the order of time, newest first. In a file of it, it can be put in any order.</source>
        <translation>平台依時間順序提供記錄，最新的在最前面。取出為檔案後，就可以依任何順序排列。</translation>
    </message>
</context>
<context>
    <name>sekimori::items::TestMailing</name>
    <message>
        <source>The test mail is in the queue. How far it is could not be asked: %1</source>
        <translation>測試郵件已排入佇列。無法查詢進度：%1</translation>
    </message>
    <message>
        <source>The test mail is in the queue.</source>
        <translation>測試郵件已排入佇列。</translation>
    </message>
    <message>
        <source>Test mail: %1</source>
        <comment>1 sent, 1 waiting</comment>
        <translation>測試郵件：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>address: state</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>state, answer</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Putting the test mail into the queue…</source>
        <translation>正在將測試郵件排入佇列…</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AccessTablePanel</name>
    <message>
        <source>At the main host</source>
        <translation>主要主機</translation>
    </message>
    <message>
        <source>At the main host, %1</source>
        <translation>主要主機 %1</translation>
    </message>
    <message>
        <source>At the secure host, which asks for a client certificate</source>
        <translation>要求用戶端憑證的安全主機</translation>
    </message>
    <message>
        <source>At the secure host, %1, which asks for a client certificate</source>
        <translation>要求用戶端憑證的安全主機 %1</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AccountLockoutPage</name>
    <message>
        <source>&amp;Who is locked now</source>
        <translation>目前遭鎖定的使用者(&amp;W)</translation>
    </message>
    <message>
        <source>Lo&amp;ck after wrong passwords</source>
        <translation>錯誤密碼達幾次後鎖定(&amp;C)</translation>
    </message>
    <message>
        <source>In a row. The count begins anew with a right one, and when the password is changed.</source>
        <translation>連續次數。輸入正確密碼或變更密碼後重新計算。</translation>
    </message>
    <message>
        <source>&amp;Locked for</source>
        <translation>鎖定時間(&amp;L)</translation>
    </message>
    <message>
        <source>Then the account opens by itself. An administrator can unlock it at any time.</source>
        <translation>時間到後自動解除。管理員可隨時解除。</translation>
    </message>
    <message>
        <source>The last administrator who is not locked is locked for 60 minutes at most, whatever is set here, so that nobody can shut the tenant out by guessing.

A wrong password, a locked account and a name that does not exist get the same answer. Names that do not exist, and wrong passwords of the shared Basic authentication, lock nothing; the address they come from is slowed down.</source>
        <translation>最後一位未遭鎖定的管理員，無論此處如何設定，最多只會鎖定60分鐘，因此無法藉由猜測密碼將整個租用戶拒於門外。

密碼錯誤、帳號已鎖定與名稱不存在，都會得到相同的回應。不存在的名稱及共用Basic驗證的錯誤密碼不會鎖定任何帳號，但會放慢對該來源位址的回應。</translation>
    </message>
    <message>
        <source>Account lockout</source>
        <translation>帳號鎖定</translation>
    </message>
    <message>
        <source>No account is ever locked. Choose after how many wrong passwords first.</source>
        <translation>帳號永不鎖定。請先選擇錯誤密碼達幾次後鎖定。</translation>
    </message>
    <message>
        <source>Accounts are never locked: whoever knows a login name can guess its password for as long as he likes.</source>
        <translation>帳號永不鎖定：知道登入名稱的人可以無限次猜測密碼。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong passwords in a row lock an account until an administrator unlocks it.</source>
        <translation>
            <numerusform>連續%Ln次密碼錯誤會鎖定帳號，直到管理員解除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong passwords in a row lock an account for %1.</source>
        <translation>
            <numerusform>連續%Ln次密碼錯誤會鎖定帳號%1。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AddressListField</name>
    <message>
        <source>One address to a line</source>
        <translation>每行一個位址</translation>
    </message>
    <message>
        <source>%1; one address to a line</source>
        <translation>%1（每行一個位址）</translation>
    </message>
    <message numerus="yes">
        <source>These are %Ln addresses; there can be %1.</source>
        <translation>
            <numerusform>共有 %Ln 個位址，最多可指定 %1 個。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 addresses</source>
        <translation>
            <numerusform>%Ln / %1 個位址</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AlertLevelRow</name>
    <message>
        <source>Off</source>
        <comment>a level</comment>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Mail addresses: %1</source>
        <comment>level</comment>
        <translation>郵件位址：%1</translation>
    </message>
    <message>
        <source>Off: nobody is told</source>
        <translation>關閉：不通知任何人</translation>
    </message>
    <message>
        <source>Put the addresses right first.</source>
        <translation>請先修正位址。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AlertRuleDialog</name>
    <message>
        <source>&amp;Send mail by this rule</source>
        <translation>依此規則傳送郵件(&amp;S)</translation>
    </message>
    <message>
        <source>Mail addresses of the rule</source>
        <translation>規則的郵件位址</translation>
    </message>
    <message>
        <source>this rule</source>
        <translation>此規則</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>確定(&amp;O)</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>新規則</translation>
    </message>
    <message>
        <source>Rule “%1”</source>
        <translation>規則「%1」</translation>
    </message>
    <message>
        <source>For example: sign-ins at night</source>
        <translation>例如：夜間登入</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名稱(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <translation>事件(&amp;E)</translation>
    </message>
    <message>
        <source>In the filter language of the audit log. Times without a zone are in %1, the tenant’s time zone.</source>
        <translation>使用稽核記錄的篩選語言。未註明時區的時間以租用戶時區（%1）為準。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Mail to</source>
        <translation>郵件收件者(&amp;M)</translation>
    </message>
    <message>
        <source>Give the rule a name first.</source>
        <translation>請先為規則命名。</translation>
    </message>
    <message>
        <source>Another rule has this name.</source>
        <translation>已有同名的規則。</translation>
    </message>
    <message>
        <source>Say which events first. For all of them there are the levels.</source>
        <translation>請先指定事件。若要全部事件，請使用等級通知。</translation>
    </message>
    <message>
        <source>Put the filter right first.</source>
        <translation>請先修正篩選條件。</translation>
    </message>
    <message>
        <source>Enter a mail address first.</source>
        <translation>請先輸入郵件位址。</translation>
    </message>
    <message>
        <source>Put the addresses right first.</source>
        <translation>請先修正位址。</translation>
    </message>
    <message>
        <source>Takes the rule into the page. It is in force once the page is applied.</source>
        <translation>將規則加入頁面。套用頁面後生效。</translation>
    </message>
    <message numerus="yes">
        <source>The filter is longer than %Ln characters.</source>
        <translation>
            <numerusform>篩選條件超過 %Ln 個字元。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AlertRulesPanel</name>
    <message>
        <source>Rules</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>There is no rule. Levels alone decide who is told.</source>
        <translation>沒有規則。僅由等級決定通知對象。</translation>
    </message>
    <message>
        <source>Ne&amp;w rule…</source>
        <translation>新增規則(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>編輯(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>複製(&amp;D)</translation>
    </message>
    <message>
        <source>Turn &amp;off</source>
        <translation>關閉(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Dow&amp;n</source>
        <translation>下移(&amp;N)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>移除(&amp;M)</translation>
    </message>
    <message>
        <source>the chosen rule</source>
        <translation>所選規則</translation>
    </message>
    <message>
        <source>A rule tells of the events that a filter selects, whatever their level, beside the mails by level.</source>
        <translation>除了依等級的郵件之外，規則會通知篩選條件所選的事件，不論其等級。</translation>
    </message>
    <message>
        <source>Rules of the alerts</source>
        <translation>警示規則</translation>
    </message>
    <message>
        <source>Remove rule</source>
        <translation>移除規則</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>rule: what is wrong</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Choose a rule first</source>
        <translation>請先選擇規則</translation>
    </message>
    <message>
        <source>Turn &amp;on</source>
        <translation>開啟(&amp;O)</translation>
    </message>
    <message>
        <source>Opens a rule to be filled in</source>
        <translation>開啟新規則供填寫</translation>
    </message>
    <message>
        <source>Changes the chosen rule (Enter)</source>
        <translation>變更所選規則（Enter）</translation>
    </message>
    <message>
        <source>Adds a copy of the chosen rule</source>
        <translation>新增所選規則的複本</translation>
    </message>
    <message>
        <source>Keeps the rule and sends nothing by it</source>
        <translation>保留規則但不傳送</translation>
    </message>
    <message>
        <source>Sends mail by this rule again</source>
        <translation>再次依此規則傳送郵件</translation>
    </message>
    <message>
        <source>It is the first already</source>
        <translation>已在最前</translation>
    </message>
    <message>
        <source>Puts the rule further up</source>
        <translation>將規則上移</translation>
    </message>
    <message>
        <source>It is the last already</source>
        <translation>已在最後</translation>
    </message>
    <message>
        <source>Puts the rule further down</source>
        <translation>將規則下移</translation>
    </message>
    <message>
        <source>Removes the chosen rule (Delete)</source>
        <translation>移除所選規則（Delete）</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <comment>rule: forecast</comment>
        <translation>「%1」：%2</translation>
    </message>
    <message>
        <source>“%1” is off and sends nothing.</source>
        <translation>「%1」已關閉，不會傳送。</translation>
    </message>
    <message numerus="yes">
        <source>There can be %Ln rules</source>
        <translation>
            <numerusform>最多 %Ln 條規則</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AlertsPage</name>
    <message>
        <source>Mail addresses for checkpoints</source>
        <translation>檢查點的郵件位址</translation>
    </message>
    <message>
        <source>Nobody gets checkpoints</source>
        <translation>無人收取檢查點</translation>
    </message>
    <message>
        <source>Mail by level</source>
        <translation>依等級的郵件</translation>
    </message>
    <message>
        <source>Delivery log</source>
        <translation>寄送記錄</translation>
    </message>
    <message>
        <source>Which mails were sent, to whom, and what the mail server said</source>
        <translation>已寄出哪些郵件、寄給誰，以及郵件伺服器的回應</translation>
    </message>
    <message>
        <source>For the events of all services. A level without an address is off. A mail of a higher level never waits behind one of a lower level.</source>
        <translation>適用於所有服務的事件。沒有位址的等級為關閉。較高等級的郵件絕不會排在較低等級之後等候。</translation>
    </message>
    <message>
        <source>Checkpoints of the log</source>
        <translation>記錄的檢查點</translation>
    </message>
    <message>
        <source>Once a day these addresses get the log’s newest signed checkpoint. Whoever keeps these mails can prove later that the log was not rewritten, even by somebody who has the platform’s key. Choose a mailbox that the platform’s operator cannot change.</source>
        <translation>這些位址每天會收到記錄最新的已簽署檢查點。保存這些郵件，日後即可證明記錄未遭改寫，即使是持有平台金鑰者也無法改寫。請選擇平台營運者無法變更的信箱。</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>警示</translation>
    </message>
    <message>
        <source>You can look at this. Only administrators change who is told of what.</source>
        <translation>您只能檢視。僅管理員可變更通知對象。</translation>
    </message>
    <message>
        <source>How many mails this would have been could not be counted: %1</source>
        <translation>無法計算郵件數：%1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>what is wrong, and why</comment>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>&amp;Delivery log</source>
        <translation>寄送記錄(&amp;D)</translation>
    </message>
    <message>
        <source>The log is not signed any more, so its last checkpoint is what is mailed, day after day. %1</source>
        <comment>why</comment>
        <translation>記錄已不再簽署，因此每天寄出的都是最後一個檢查點。%1</translation>
    </message>
    <message>
        <source>The log is not signed, so there is no checkpoint to be mailed. %1</source>
        <comment>why</comment>
        <translation>記錄未經簽署，因此沒有可寄送的檢查點。%1</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ApplyBar</name>
    <message>
        <source>&amp;Revert</source>
        <translation>還原(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>套用(&amp;A)</translation>
    </message>
    <message>
        <source>The settings are not loaded yet.</source>
        <translation>設定尚未載入。</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>正在套用…</translation>
    </message>
    <message>
        <source>The platform is being asked to apply your edits.</source>
        <translation>正在要求平台套用您的編輯內容。</translation>
    </message>
    <message>
        <source>Nothing is edited, so there is nothing to apply or to revert.</source>
        <translation>沒有編輯內容，因此沒有可套用或還原的項目。</translation>
    </message>
    <message>
        <source>Puts everything that is edited, on all pages, into force at once (Ctrl+S)</source>
        <translation>使所有頁面的編輯內容立即生效（Ctrl+S）</translation>
    </message>
    <message>
        <source>Takes all edits back, on all pages</source>
        <translation>還原所有頁面的編輯內容</translation>
    </message>
    <message>
        <source>Nothing is edited</source>
        <translation>沒有編輯內容</translation>
    </message>
    <message>
        <source>1 section edited, not applied yet</source>
        <translation>已編輯1個區段，尚未套用</translation>
    </message>
    <message>
        <source>%1 sections edited, not applied yet</source>
        <translation>已編輯%1個區段，尚未套用</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::Applying</name>
    <message>
        <source>&amp;Sign in again</source>
        <translation>重新登入(&amp;S)</translation>
    </message>
    <message>
        <source>You are signed out. What you have edited is still here.</source>
        <translation>您已登出。您的編輯內容仍保留在此。</translation>
    </message>
    <message>
        <source>The tenant&apos;s gate asks for its user name and password.</source>
        <translation>租用戶的關卡要求輸入使用者名稱與密碼。</translation>
    </message>
    <message>
        <source>&amp;Enter them</source>
        <translation>輸入(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>確定(&amp;O)</translation>
    </message>
    <message>
        <source>revision %1</source>
        <translation>修訂版本%1</translation>
    </message>
    <message>
        <source>%1 revision %2</source>
        <comment>section</comment>
        <translation>%1修訂版本%2</translation>
    </message>
    <message>
        <source>In force since %1 · %2</source>
        <translation>自%1起生效 · %2</translation>
    </message>
    <message>
        <source>Your edits are kept. It is not known whether they are in force; trying again is safe.</source>
        <translation>您的編輯內容已保留。無法得知是否已生效；可以放心再試一次。</translation>
    </message>
    <message>
        <source>Your edits are kept and not in force.</source>
        <translation>您的編輯內容已保留，但尚未生效。</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>This was in force already · %1</source>
        <translation>先前已生效 · %1</translation>
    </message>
    <message>
        <source>Your session has ended, or the tenant’s administrator has ended the permission to look. What is still shown here is as it was before.</source>
        <translation>您的工作階段已結束，或租用戶管理員已結束檢視許可。此處仍顯示的是先前的內容。</translation>
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
        <translation>封印套件 (*.zip)</translation>
    </message>
    <message>
        <source>Archives</source>
        <translation>封存檔</translation>
    </message>
    <message>
        <source>&amp;Save as files…</source>
        <translation>另存為檔案(&amp;S)…</translation>
    </message>
    <message>
        <source>Save and &amp;open…</source>
        <translation>儲存並開啟(&amp;O)…</translation>
    </message>
    <message>
        <source>Months of the audit log</source>
        <translation>稽核記錄的月份</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>There is no month yet</source>
        <translation>尚無月份</translation>
    </message>
    <message>
        <source>With the first event its month begins. When that month is over, it is closed: its events then lie in a file, stay searchable, and can be carried away from here.</source>
        <translation>第一個事件發生時，該月份即開始。月份結束後會封存：事件會存入檔案，仍可搜尋，並可由此匯出。</translation>
    </message>
    <message>
        <source>The archives could not be read</source>
        <translation>無法讀取封存檔</translation>
    </message>
    <message>
        <source>Reading which archives there are…</source>
        <translation>正在讀取封存檔…</translation>
    </message>
    <message>
        <source>Deleted by retention: all events up to number %1.</source>
        <translation>因保存期限已刪除：編號 %1 以前的所有事件。</translation>
    </message>
    <message>
        <source>No month is closed yet. The first, %1, is closed soon after %2.</source>
        <comment>month; time</comment>
        <translation>尚無封存的月份。第一個月份 %1 會在 %2 之後不久封存。</translation>
    </message>
    <message>
        <source>Each month can be saved as a sealed bundle, which opens without the platform and proves that it was not altered. Closed months stay searchable in the audit log.</source>
        <translation>每個月份都可存成封印套件，無需平台即可開啟，並可證明未遭竄改。封存的月份仍可在稽核記錄中搜尋。</translation>
    </message>
    <message>
        <source>A file is on its way</source>
        <translation>檔案傳送中</translation>
    </message>
    <message>
        <source>Select a month first</source>
        <translation>請先選取月份</translation>
    </message>
    <message>
        <source>Writes each selected month into a sealed bundle</source>
        <translation>將選取的各月份分別寫入封印套件</translation>
    </message>
    <message>
        <source>Writes the month into a sealed bundle, and opens it in a window of its own</source>
        <translation>將該月份寫入封印套件，並在獨立視窗中開啟</translation>
    </message>
    <message>
        <source>Only one month can be opened at once</source>
        <translation>一次只能開啟一個月份</translation>
    </message>
    <message>
        <source>Folder for the archives</source>
        <translation>封存檔的資料夾</translation>
    </message>
    <message>
        <source>Save an archive</source>
        <translation>儲存封存檔</translation>
    </message>
    <message>
        <source>Save an archive and open it</source>
        <translation>儲存並開啟封存檔</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>關閉(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>“%1” was written.</source>
        <translation>已寫入「%1」。</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <comment>size</comment>
        <translation>目前 %1</translation>
    </message>
    <message>
        <source>Saving the archive…</source>
        <translation>正在儲存封存檔…</translation>
    </message>
    <message>
        <source>Saving archive %1 of %2…</source>
        <translation>正在儲存封存檔 %1／%2…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln archives were written into “%1”.</source>
        <translation>
            <numerusform>已將 %Ln 個封存檔寫入「%1」。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AttentionCard</name>
    <message>
        <source>What needs you</source>
        <translation>需要您處理的事項</translation>
    </message>
    <message>
        <source>Nothing needs you now</source>
        <translation>目前沒有需要您處理的事項</translation>
    </message>
    <message>
        <source>Not everything could be looked at yet</source>
        <translation>尚未能檢查全部項目</translation>
    </message>
    <message>
        <source>The platform has not answered all that was asked.</source>
        <translation>平台尚未回覆所有查詢。</translation>
    </message>
    <message>
        <source>The ways in, shared passwords, certificates and their ends, the support staff’s access, mail that waits, and failures of the last 24 hours were looked at.</source>
        <translation>已檢查進入途徑、共用密碼與憑證及其期限、支援人員的存取、等候寄送的郵件，以及過去 24 小時的失敗。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AuditLogPage</name>
    <message>
        <source>Time &amp;zone:</source>
        <translation>時區(&amp;Z)：</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>稽核記錄</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>尚無任何事件</translation>
    </message>
    <message>
        <source>Sign-ins, changes of settings and refused requests will be listed here, newest first.</source>
        <translation>登入、設定變更與遭拒絕的要求將由新到舊列於此處。</translation>
    </message>
    <message>
        <source>Not live: %1</source>
        <translation>未即時更新：%1</translation>
    </message>
    <message>
        <source>Events around number %1</source>
        <translation>編號%1前後的事件</translation>
    </message>
    <message>
        <source>Event number %1 is not in the log any more; these are the nearest.</source>
        <translation>編號%1的事件已不在記錄中；以下是最接近的事件。</translation>
    </message>
    <message>
        <source>&amp;Back to newest</source>
        <translation>回到最新(&amp;B)</translation>
    </message>
    <message>
        <source>Take &amp;offline…</source>
        <translation>離線檢視(&amp;O)…</translation>
    </message>
    <message>
        <source>Writes the events of the filter into a file and opens it in a window of its own, where they can be put in any order and the platform is not needed</source>
        <translation>將符合篩選條件的事件寫入檔案並在獨立視窗中開啟；在該視窗可依任何順序排列，且不需要平台連線</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>匯出(&amp;X)…</translation>
    </message>
    <message>
        <source>Writes the events of the filter into a file, CSV or NDJSON, packed or not</source>
        <translation>將符合篩選條件的事件寫入 CSV 或 NDJSON 檔案，可壓縮</translation>
    </message>
    <message>
        <source>The newest events are further up, and are not shown yet</source>
        <translation>最新的事件在更上方，尚未顯示</translation>
    </message>
    <message>
        <source>audit-log</source>
        <comment>name of a file</comment>
        <translation>audit-log</translation>
    </message>
    <message>
        <source>Take events offline</source>
        <translation>離線檢視事件</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 檔案 (*.csv)</translation>
    </message>
    <message>
        <source>Taking events offline: %1 so far</source>
        <translation>正在取出事件：目前 %1</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>關閉(&amp;D)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AuthorityCard</name>
    <message>
        <source>Certificate authority</source>
        <translation>憑證授權單位</translation>
    </message>
    <message>
        <source>Save certi&amp;ficate…</source>
        <translation>儲存憑證(&amp;F)…</translation>
    </message>
    <message>
        <source>Save re&amp;minders…</source>
        <translation>儲存提醒(&amp;M)…</translation>
    </message>
    <message>
        <source>Save the authority’s certificate</source>
        <translation>儲存授權單位的憑證</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt)</source>
        <translation>憑證 (*.pem *.crt)</translation>
    </message>
    <message>
        <source>Save reminders</source>
        <translation>儲存提醒</translation>
    </message>
    <message>
        <source>Calendars (*.ics)</source>
        <translation>行事曆 (*.ics)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>有效期限</translation>
    </message>
    <message>
        <source>Revocation list</source>
        <translation>撤銷清單</translation>
    </message>
    <message>
        <source>It is made when the first certificate is issued, and vouches for this tenant’s people only. There is nothing to prepare.</source>
        <translation>核發第一張憑證時建立，只為此租戶的人員作證。無須任何準備。</translation>
    </message>
    <message>
        <source>Asking the platform…</source>
        <translation>正在詢問平台…</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重試(&amp;T)</translation>
    </message>
    <message>
        <source>Serial number %1
SHA-256 %2</source>
        <translation>序號 %1
SHA-256 %2</translation>
    </message>
    <message>
        <source>No. %1, %2; renewed before %3</source>
        <comment>number; how many revoked; time</comment>
        <translation>第 %1 號，%2；%3 前更新</translation>
    </message>
    <message>
        <source>%1: this time is over</source>
        <comment>time or sentence with it</comment>
        <translation>%1（已過期）</translation>
    </message>
    <message>
        <source>The file is on its way</source>
        <translation>檔案傳送中</translation>
    </message>
    <message>
        <source>There is no authority yet: it is made when the first certificate is issued</source>
        <translation>尚無授權單位：核發第一張憑證時建立</translation>
    </message>
    <message>
        <source>For servers that are to trust this tenant’s certificates</source>
        <translation>供要信任此租戶憑證的伺服器使用</translation>
    </message>
    <message>
        <source>A calendar with reminders 90, 30, 14, 7, 3 and 1 days before anything here ends</source>
        <translation>在此處任何項目到期前 90、30、14、7、3、1 天提醒的行事曆</translation>
    </message>
    <message>
        <source>The file is fetched…</source>
        <translation>正在取得檔案…</translation>
    </message>
    <message>
        <source>“%1” was written.</source>
        <translation>已寫入「%1」。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln revoked certificates</source>
        <translation>
            <numerusform>%Ln 張已撤銷的憑證</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: in %Ln days</source>
        <comment>time or sentence with it</comment>
        <translation>
            <numerusform>%1（剩 %Ln 天）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::Banner</name>
    <message>
        <source>%1: %2</source>
        <comment>kind of message: sentence</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::BasicAuthPage</name>
    <message>
        <source>Ask addresses that are not let in &amp;for a user name and password</source>
        <translation>要求未獲允許的位址輸入使用者名稱與密碼(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>使用者名稱(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密碼(&amp;P)</translation>
    </message>
    <message>
        <source>Shared user name and password</source>
        <translation>共用的使用者名稱與密碼</translation>
    </message>
    <message>
        <source>Changing over</source>
        <translation>轉換期間</translation>
    </message>
    <message>
        <source>Basic authentication</source>
        <translation>Basic驗證</translation>
    </message>
    <message>
        <source>&amp;Go to IP address restriction</source>
        <translation>前往IP位址限制(&amp;G)</translation>
    </message>
    <message>
        <source>Addresses that are not let in are asked for a user name and password.</source>
        <translation>未獲允許的位址必須輸入使用者名稱與密碼。</translation>
    </message>
    <message>
        <source>Basic authentication is off.</source>
        <translation>Basic驗證已停用。</translation>
    </message>
    <message>
        <source>“Allow all” lets every address in, so that there is nobody to ask. Choose “allow listed” or “deny all” first; both changes can be applied in one step.</source>
        <translation>「全部允許」會允許所有位址，因此沒有需要驗證的對象。請先選擇「部分允許」或「全部拒絕」；兩項變更可以一次套用。</translation>
    </message>
    <message>
        <source>Nobody is asked: every address is let in.</source>
        <translation>無人需要驗證：所有位址都獲允許。</translation>
    </message>
    <message>
        <source>Nobody is asked, and nobody gets in.</source>
        <translation>無人需要驗證，也無人能夠進入。</translation>
    </message>
    <message>
        <source>Nobody is asked: addresses that are not listed are turned away.</source>
        <translation>無人需要驗證：未列入清單的位址會遭拒絕。</translation>
    </message>
    <message>
        <source>Everybody is asked, from whatever address.</source>
        <translation>無論來自哪個位址，所有人都必須驗證。</translation>
    </message>
    <message>
        <source>Everybody is asked, because no address is listed.</source>
        <translation>所有人都必須驗證，因為清單中沒有任何位址。</translation>
    </message>
    <message>
        <source>Until %1 the second pair is accepted too.</source>
        <translation>在%1之前，第二組也會接受。</translation>
    </message>
    <message numerus="yes">
        <source>Addresses in the %Ln entries of the list get in without being asked. Everybody else is asked.</source>
        <translation>
            <numerusform>清單中%Ln個項目的位址無須驗證即可進入。其他人都必須驗證。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::BasicPairForm</name>
    <message>
        <source>1 to %1 letters A to Z, a to z, digits, “-” and “_”. Everybody uses the same one.</source>
        <translation>1至%1個字元，可使用英文字母A至Z、a至z、數字、「-」與「_」。所有人共用。</translation>
    </message>
    <message>
        <source>%1 to %2 printable characters of ASCII. It cannot be shown again once it is applied.</source>
        <translation>%1至%2個可列印的ASCII字元。套用後即無法再次顯示。</translation>
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
        <translation>繼續(&amp;G)</translation>
    </message>
    <message>
        <source>Stopped. Nothing was begun that is not told here.</source>
        <translation>已停止。除此處所示外，未開始其他任何處理。</translation>
    </message>
    <message>
        <source>What is under way now is finished; the rest is not begun</source>
        <translation>完成進行中的部分；其餘不再開始</translation>
    </message>
    <message>
        <source>The platform’s answer to what is under way is waited for</source>
        <translation>正在等待平台對進行中部分的回應</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重試(&amp;T)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>關閉(&amp;C)</translation>
    </message>
    <message>
        <source>The files are on their way</source>
        <translation>檔案傳送中</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificateDetails</name>
    <message>
        <source>%1 to %2</source>
        <comment>from a time to a time</comment>
        <translation>%1至%2</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>核發對象</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>核發者</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期間</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>An authority, which vouches for the platform&apos;s certificates</source>
        <translation>授權單位，為平台的憑證提供擔保</translation>
    </message>
    <message>
        <source>The platform&apos;s own certificate, which nobody vouches for</source>
        <translation>平台自有的憑證，無人為其擔保</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>SHA-256指紋</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificateFileDialog</name>
    <message>
        <source>&amp;Open</source>
        <translation>開啟(&amp;O)</translation>
    </message>
    <message>
        <source>Certificate’s file</source>
        <translation>憑證檔案</translation>
    </message>
    <message>
        <source>“%1” is protected by a password. It is used on this computer only.</source>
        <comment>file</comment>
        <translation>「%1」受密碼保護。密碼只在這部電腦上使用。</translation>
    </message>
    <message>
        <source>&amp;Password of the file</source>
        <translation>檔案的密碼(&amp;P)</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>核發給</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>核發者</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有效起始</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效截止</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序號</translation>
    </message>
    <message>
        <source>The file is protected by</source>
        <translation>檔案的保護方式</translation>
    </message>
    <message>
        <source>The platform is asked how it stands…</source>
        <translation>正在向平台查詢狀態…</translation>
    </message>
    <message>
        <source>This tenant has not issued it: it lets nobody in here, whatever it says of itself.</source>
        <translation>並非此租戶核發：無論其內容為何，都無法進入此處。</translation>
    </message>
    <message>
        <source>This tenant’s authority has issued it, to somebody who is not among the users any more. It lets nobody in.</source>
        <translation>由此租戶的授權單位核發，但其持有人已不在使用者之列。無法以此進入。</translation>
    </message>
    <message>
        <source>How it stands here is not known. %1</source>
        <comment>why</comment>
        <translation>無法得知在此處的狀態。%1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重試(&amp;T)</translation>
    </message>
    <message>
        <source>This tenant has issued it to %1 and revoked it at %2: it lets nobody in.</source>
        <comment>person; time</comment>
        <translation>此租戶核發給 %1，並於 %2 撤銷：無法以此進入。</translation>
    </message>
    <message>
        <source>This tenant has issued it to %1. It has expired and lets nobody in.</source>
        <comment>person</comment>
        <translation>此租戶核發給 %1。已過期，無法以此進入。</translation>
    </message>
    <message>
        <source>This tenant has issued it to %1, and it is valid.</source>
        <comment>person</comment>
        <translation>此租戶核發給 %1，且有效。</translation>
    </message>
    <message>
        <source>This tenant has issued it to %1, and it is valid; but this person is not permitted to come in by certificate.</source>
        <comment>person</comment>
        <translation>此租戶核發給 %1，且有效；但此人未獲准以憑證進入。</translation>
    </message>
    <message>
        <source>The file is being opened</source>
        <translation>正在開啟檔案</translation>
    </message>
    <message>
        <source>There is no file that could be opened</source>
        <translation>沒有可開啟的檔案</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>關閉(&amp;C)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificateFilesDialog</name>
    <message>
        <source>&amp;Close</source>
        <translation>關閉(&amp;C)</translation>
    </message>
    <message>
        <source>Save certificates</source>
        <translation>儲存憑證</translation>
    </message>
    <message>
        <source>The certificate of %1.</source>
        <comment>person</comment>
        <translation>%1 的憑證。</translation>
    </message>
    <message>
        <source>The files are on their way</source>
        <translation>檔案傳送中</translation>
    </message>
    <message numerus="yes">
        <source>The certificates of %Ln people.</source>
        <translation>
            <numerusform>%Ln 人的憑證。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificateFilesPanel</name>
    <message>
        <source>One ZIP with a ZIP for each person, in which the certificate’s file, its password and how to install it stand together: keep it where only you get at it. The platform hands each file out once and then forgets it; after that, another certificate has to be issued.</source>
        <translation>一個 ZIP 內含每人一個 ZIP，其中有憑證檔案、密碼與安裝說明：請存放在只有您能存取之處。平台每個檔案只交付一次便會刪除；之後須核發新憑證。</translation>
    </message>
    <message>
        <source>Save certificates</source>
        <translation>儲存憑證</translation>
    </message>
    <message>
        <source>ZIP archives (*.zip)</source>
        <translation>ZIP 壓縮檔 (*.zip)</translation>
    </message>
    <message>
        <source>If the platform handed the files out all the same, other certificates have to be issued.</source>
        <translation>若平台仍已交付檔案，則須核發新憑證。</translation>
    </message>
    <message>
        <source>%1 The files are still here: save them somewhere else before you close this.</source>
        <comment>what went wrong</comment>
        <translation>%1 檔案仍在此處：關閉前請存到其他位置。</translation>
    </message>
    <message>
        <source>The files are fetched and written…</source>
        <translation>正在取得並寫入檔案…</translation>
    </message>
    <message>
        <source>&amp;Save elsewhere…</source>
        <translation>存到其他位置(&amp;S)…</translation>
    </message>
    <message>
        <source>The files are on their way</source>
        <translation>檔案傳送中</translation>
    </message>
    <message>
        <source>The files were saved; the platform does not have them any more</source>
        <translation>檔案已儲存；平台上已不存在</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were written to “%1”.</source>
        <translation>
            <numerusform>已將 %Ln 個檔案寫入「%1」。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Save %Ln files…</source>
        <translation>
            <numerusform>儲存 %Ln 個檔案(&amp;S)…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln files can be saved at once. Select fewer people.</source>
        <translation>
            <numerusform>一次最多可儲存 %Ln 個檔案。請減少選擇。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificatesPanel</name>
    <message>
        <source>Select a&amp;ll</source>
        <translation>全選(&amp;L)</translation>
    </message>
    <message>
        <source>Show only those whose certificate is</source>
        <translation>依憑證狀態篩選</translation>
    </message>
    <message>
        <source>End, the next first</source>
        <translation>依有效期限</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>登入名稱</translation>
    </message>
    <message>
        <source>Order &amp;by:</source>
        <translation>排序(&amp;B)：</translation>
    </message>
    <message>
        <source>Search names</source>
        <translation>搜尋名稱</translation>
    </message>
    <message>
        <source>Search login names and names</source>
        <translation>搜尋登入名稱與名稱</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全選</translation>
    </message>
    <message>
        <source>Read a certificate’s file</source>
        <translation>讀取憑證檔案</translation>
    </message>
    <message>
        <source>Certificates with their key (*.p12 *.pfx)</source>
        <translation>含金鑰的憑證 (*.p12 *.pfx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有檔案 (*)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重試(&amp;T)</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>state, how many</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>All</source>
        <comment>people, whatever their certificate</comment>
        <translation>全部</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>讀取中…</translation>
    </message>
    <message>
        <source>%1 — %2 selected</source>
        <comment>what is shown; number</comment>
        <translation>%1 — 已選 %2 人</translation>
    </message>
    <message>
        <source>There is nobody to select</source>
        <translation>沒有可選的人</translation>
    </message>
    <message>
        <source>The rest of the list is being read</source>
        <translation>正在讀取清單的其餘部分</translation>
    </message>
    <message>
        <source>The certificates could not be read</source>
        <translation>無法讀取憑證</translation>
    </message>
    <message>
        <source>Reading the certificates…</source>
        <translation>正在讀取憑證…</translation>
    </message>
    <message>
        <source>Nobody is in this list</source>
        <translation>沒有符合的人</translation>
    </message>
    <message>
        <source>Nobody’s certificate is in this state, or nobody’s name has what is searched for in it.</source>
        <translation>沒有人的憑證處於此狀態，或沒有符合搜尋的名稱。</translation>
    </message>
    <message>
        <source>Sho&amp;w everybody</source>
        <translation>顯示所有人(&amp;W)</translation>
    </message>
    <message>
        <source>There is nobody yet</source>
        <translation>尚無任何人</translation>
    </message>
    <message>
        <source>Everybody who is added to the users can be given a certificate here.</source>
        <translation>加入使用者的人都可在此核發憑證。</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln people</source>
        <translation>
            <numerusform>全部 %Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln people</source>
        <translation>
            <numerusform>前 %Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Everybody whom the filter lets through, at most %Ln people (Ctrl+A)</source>
        <translation>
            <numerusform>符合篩選的所有人，最多 %Ln 人 (Ctrl+A)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificatesTable</name>
    <message>
        <source>People and their certificates</source>
        <translation>人員與其憑證</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificatesTools</name>
    <message>
        <source>&amp;Issue…</source>
        <translation>核發(&amp;I)…</translation>
    </message>
    <message>
        <source>R&amp;evoke…</source>
        <translation>撤銷(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Save files…</source>
        <translation>儲存檔案(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Permission</source>
        <translation>許可(&amp;P)</translation>
    </message>
    <message>
        <source>Rea&amp;d a file…</source>
        <translation>讀取檔案(&amp;D)…</translation>
    </message>
    <message>
        <source>Shows whose certificate is in a file, and how it stands here</source>
        <translation>顯示檔案中的憑證屬於誰，以及在此處的狀態</translation>
    </message>
    <message>
        <source>&amp;Permit coming in by certificate…</source>
        <translation>允許以憑證進入(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;End the permission…</source>
        <translation>取消許可(&amp;E)…</translation>
    </message>
    <message>
        <source>Select one or more people first</source>
        <translation>請先選擇一人以上</translation>
    </message>
    <message>
        <source>Gives each of those selected a certificate, the first or another</source>
        <translation>為所選的每個人核發憑證（首次或重新核發）</translation>
    </message>
    <message>
        <source>None of those selected was given a certificate</source>
        <translation>所選的人都未核發過憑證</translation>
    </message>
    <message>
        <source>Takes all certificates of those selected out of force, at once and for good</source>
        <translation>立即撤銷所選人員的所有憑證，無法復原</translation>
    </message>
    <message>
        <source>The platform keeps no file of those selected: it hands each out once, and forgets it 7 days after it was issued. Issue another certificate.</source>
        <translation>平台沒有所選人員的檔案：每個檔案只交付一次，核發 7 天後刪除。請核發新憑證。</translation>
    </message>
    <message>
        <source>One ZIP with the certificates, passwords and instructions</source>
        <translation>一個含憑證、密碼與說明的 ZIP</translation>
    </message>
    <message>
        <source>Whether those selected may come in by certificate</source>
        <translation>所選的人是否可以憑證進入</translation>
    </message>
    <message>
        <source>All of those selected are permitted</source>
        <translation>所選的人皆已許可</translation>
    </message>
    <message>
        <source>None of those selected is permitted</source>
        <translation>所選的人皆未許可</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ChainFindings</name>
    <message>
        <source>Number %1</source>
        <translation>編號 %1</translation>
    </message>
    <message>
        <source>Number %1 to %2</source>
        <translation>編號 %1 至 %2</translation>
    </message>
    <message>
        <source>The log was altered. Save what you have, and ask the platform’s operator.</source>
        <translation>記錄遭竄改。請先儲存現有資料，並詢問平台營運者。</translation>
    </message>
    <message>
        <source>The log was altered: its chain fails in several places, first at number %1. Save what you have, and ask the platform’s operator.</source>
        <translation>記錄遭竄改：鏈在多處失效，最先是編號 %1。請先儲存現有資料，並詢問平台營運者。</translation>
    </message>
    <message>
        <source>The log was altered: its chain fails at number %1. %2 Save what you have, and ask the platform’s operator.</source>
        <translation>記錄遭竄改：鏈在編號 %1 處失效。%2 請先儲存現有資料，並詢問平台營運者。</translation>
    </message>
    <message>
        <source>&amp;Go to that event</source>
        <translation>前往該事件(&amp;G)</translation>
    </message>
    <message>
        <source>Nothing proves several parts of the log, the first from number %1 on. Save what you have, and ask the platform’s operator.</source>
        <translation>記錄中有多處沒有任何東西能證明，第一處從編號 %1 起。請先儲存現有資料，並詢問平台營運者。</translation>
    </message>
    <message>
        <source>%1 Save what you have, and ask the platform’s operator.</source>
        <comment>a sentence</comment>
        <translation>%1 請先儲存現有資料，並詢問平台營運者。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ChangedCertificateDialog</name>
    <message>
        <source>The certificate has changed</source>
        <translation>憑證已變更</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>不要連線</translation>
    </message>
    <message>
        <source>What answers for %1 does not have the certificate that you have trusted. Nothing was sent, and there is no way on from here.</source>
        <translation>在%1回應的對象出示的不是您信任的憑證。未傳送任何資料，也無法從此處繼續。</translation>
    </message>
    <message>
        <source>Trusted: SHA-256 fingerprint</source>
        <translation>信任的憑證：SHA-256指紋</translation>
    </message>
    <message>
        <source>Presented now: SHA-256 fingerprint</source>
        <translation>目前出示的憑證：SHA-256指紋</translation>
    </message>
    <message>
        <source>Ask the platform&apos;s operator whether the certificate was exchanged, by another way than this connection. If it was, edit the connection and forget the trusted certificate; you will then be asked about the new one.</source>
        <translation>請透過此連線以外的方式，向平台的維運人員確認憑證是否已更換。若已更換，請編輯連線並清除信任的憑證；之後系統會詢問您是否信任新的憑證。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ChangesCard</name>
    <message>
        <source>What changed</source>
        <translation>最近的變更</translation>
    </message>
    <message>
        <source>Change history</source>
        <translation>變更歷程</translation>
    </message>
    <message>
        <source>All changes, with every field before and after</source>
        <translation>所有變更及各欄位的前後內容</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>login name, time</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>No setting has been changed yet. All are as they came.</source>
        <translation>尚未變更任何設定，全部為預設值。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ClientCertificatesPage</name>
    <message>
        <source>Client certificates</source>
        <translation>用戶端憑證</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CommandPalette</name>
    <message>
        <source>Find a page, setting or command</source>
        <translation>尋找頁面、設定或命令</translation>
    </message>
    <message>
        <source>Name of a page, a setting or a command</source>
        <translation>頁面、設定或命令的名稱</translation>
    </message>
    <message>
        <source>What fits, best first</source>
        <translation>相符項目（最相符者在前）</translation>
    </message>
    <message>
        <source>Nothing is called “%1”.</source>
        <translation>沒有名為「%1」的項目。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CompletionPopup</name>
    <message>
        <source>What can stand here</source>
        <translation>這裡可以寫的內容</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln events</source>
        <translation>
            <numerusform>%1，%Ln 個事件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln proposals; the arrow keys lead to them</source>
        <translation>
            <numerusform>有 %Ln 個建議；可用方向鍵選取</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ConflictDialog</name>
    <message>
        <source>&amp;Apply as chosen</source>
        <translation>依選擇套用(&amp;A)</translation>
    </message>
    <message>
        <source>Changed by somebody else meanwhile</source>
        <translation>其他人已在此期間變更</translation>
    </message>
    <message>
        <source>Nothing was applied yet: what you have edited was changed by somebody else after it was loaded here.</source>
        <translation>尚未套用任何內容：您編輯的內容在此處載入之後，其他人已做了變更。</translation>
    </message>
    <message>
        <source>Keep &amp;mine, on top of theirs</source>
        <translation>保留我的變更，疊加在對方的變更上(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Take theirs, and drop my edits in this section</source>
        <translation>採用對方的變更，捨棄我在此區段的編輯(&amp;T)</translation>
    </message>
    <message>
        <source>Changed by %1 at %2: revision %3. Your edits began at revision %4.</source>
        <translation>%1於%2變更：修訂版本%3。您的編輯從修訂版本%4開始。</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>欄位</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>對方的</translation>
    </message>
    <message>
        <source>What both have changed in %1</source>
        <translation>%1中雙方變更的內容</translation>
    </message>
    <message>
        <source>Both have changed this, and not to the same</source>
        <translation>雙方都變更了此項目，但內容不同</translation>
    </message>
    <message>
        <source>%1, changed by both</source>
        <translation>%1，雙方都已變更</translation>
    </message>
    <message>
        <source>As before</source>
        <translation>未變更</translation>
    </message>
    <message>
        <source>&amp;Decide later</source>
        <translation>稍後決定(&amp;D)</translation>
    </message>
    <message>
        <source>Closes this; your edits stay on the pages and nothing is applied</source>
        <translation>關閉此視窗；您的編輯內容會保留在頁面上，不套用任何內容</translation>
    </message>
    <message>
        <source>Applies what is edited, as chosen here, on top of what stands now</source>
        <translation>依此處的選擇，在目前設定的基礎上套用編輯內容</translation>
    </message>
    <message>
        <source>Choose for each section whose edits shall hold.</source>
        <translation>請為每個區段選擇要採用誰的編輯內容。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ConnectSide</name>
    <message>
        <source>&amp;Add a connection…</source>
        <translation>新增連線(&amp;A)…</translation>
    </message>
    <message>
        <source>Log &amp;files</source>
        <translation>記錄檔(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Language and colours</source>
        <translation>語言與色彩(&amp;L)</translation>
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
        <translation>Sekimori – 連線</translation>
    </message>
    <message>
        <source>Remove connection</source>
        <translation>移除連線</translation>
    </message>
    <message>
        <source>Remove “%1” from the list?</source>
        <translation>要從清單移除「%1」嗎？</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The tenant itself is not touched. A password that is remembered for it is forgotten, and so is the key of its log.</source>
        <translation>租戶本身不受影響。已記住的密碼與其記錄的金鑰將被忘記。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CredentialsDialog</name>
    <message>
        <source>&amp;Password</source>
        <translation>密碼(&amp;P)</translation>
    </message>
    <message>
        <source>Basic authentication</source>
        <translation>Basic驗證</translation>
    </message>
    <message>
        <source>The gate of %1 asks your address for the user name and password that the whole tenant shares. They are kept until you disconnect, and are not the ones you sign in with.</source>
        <translation>%1的關卡要求您的位址輸入整個租用戶共用的使用者名稱與密碼。這組資訊會保留到您中斷連線為止，與您登入時使用的不同。</translation>
    </message>
    <message>
        <source>&amp;User name of the gate</source>
        <translation>關卡的使用者名稱(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>繼續(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>重新登入</translation>
    </message>
    <message>
        <source>Your session with %1 has ended. Sign in again to go on; what you have edited is still there.</source>
        <translation>您在%1的工作階段已結束。請重新登入以繼續；您的編輯內容仍保留。</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>使用者名稱(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>登入(&amp;S)</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍後</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>正在嘗試…</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>正在向平台查詢。</translation>
    </message>
    <message>
        <source>Enter user name and password first.</source>
        <translation>請先輸入使用者名稱與密碼。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CropDialog</name>
    <message>
        <source>Crop the image</source>
        <translation>裁切圖片</translation>
    </message>
    <message>
        <source>&amp;Take this part</source>
        <translation>使用此部分(&amp;T)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Whole image</source>
        <translation>整張圖片(&amp;W)</translation>
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
        <translation>寬度(&amp;D)</translation>
    </message>
    <message>
        <source>Hei&amp;ght</source>
        <translation>高度(&amp;G)</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2像素</translation>
    </message>
    <message>
        <source>%1, scaled down to a width of %2</source>
        <translation>%1，會縮小至寬度%2</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CropView</name>
    <message>
        <source>Part of the image that stays</source>
        <translation>圖片保留的部分</translation>
    </message>
    <message>
        <source>The arrow keys move it; with Shift they draw it larger and smaller.</source>
        <translation>方向鍵移動；搭配Shift鍵可放大與縮小。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::DamageDialog</name>
    <message>
        <source>What could not be read</source>
        <translation>無法讀取之處</translation>
    </message>
    <message>
        <source>Copy &amp;all</source>
        <translation>全部複製(&amp;A)</translation>
    </message>
    <message>
        <source>Places that could not be read</source>
        <translation>無法讀取之處</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>複製(&amp;C)</translation>
    </message>
    <message>
        <source>Every row that can be read is in the log, as far as it can be read.</source>
        <translation>可讀取的每一列都已在可讀範圍內納入記錄。</translation>
    </message>
    <message>
        <source>The first %1 are listed.</source>
        <translation>列出前 %1 項。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln places could not be read as they should be.</source>
        <translation>
            <numerusform>有 %Ln 處無法正確讀取。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::DeliveryDetails</name>
    <message>
        <source>Choose a mail to see all of it.</source>
        <translation>選擇郵件以檢視詳細內容。</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <translation>事件(&amp;E)</translation>
    </message>
    <message>
        <source>Recipients of the mail</source>
        <translation>郵件的收件者</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>位址</translation>
    </message>
    <message>
        <source>State</source>
        <translation>狀態</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>嘗試</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>下次嘗試</translation>
    </message>
    <message>
        <source>Last answer of the mail server</source>
        <translation>郵件伺服器的最後回應</translation>
    </message>
    <message>
        <source>Attempts to deliver the mail</source>
        <translation>寄送郵件的嘗試</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>日期時間</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Answer of the mail server</source>
        <translation>郵件伺服器的回應</translation>
    </message>
    <message>
        <source>Goes to the first of its events in the audit log</source>
        <translation>前往稽核記錄中的第一個事件</translation>
    </message>
    <message>
        <source>Puts the mail into the queue once more, for all or some of its recipients</source>
        <translation>將郵件再次排入佇列，寄給全部或部分收件者</translation>
    </message>
    <message>
        <source>Text of the mail</source>
        <translation>郵件內文</translation>
    </message>
    <message>
        <source>Recipients</source>
        <comment>tab</comment>
        <translation>收件者</translation>
    </message>
    <message>
        <source>Attempts</source>
        <comment>tab</comment>
        <translation>嘗試</translation>
    </message>
    <message>
        <source>Text</source>
        <comment>tab</comment>
        <translation>內文</translation>
    </message>
    <message>
        <source>Parts of the mail</source>
        <translation>郵件的各部分</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>Send a&amp;gain…</source>
        <translation>再次傳送(&amp;G)…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln mails were held back before it</source>
        <translation>
            <numerusform>在此之前保留了 %Ln 封</numerusform>
        </translation>
    </message>
    <message>
        <source>Try &amp;now</source>
        <translation>立即嘗試(&amp;N)</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>正在詢問平台。</translation>
    </message>
    <message>
        <source>Tries at once to deliver it to those for whom it waits</source>
        <translation>立即嘗試寄給仍在等候的收件者</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::DeliveryFilterBar</name>
    <message>
        <source>All states</source>
        <translation>所有狀態</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>所有種類</translation>
    </message>
    <message>
        <source>&amp;State:</source>
        <translation>狀態(&amp;S)：</translation>
    </message>
    <message>
        <source>Kind of &amp;mail:</source>
        <translation>種類(&amp;M)：</translation>
    </message>
    <message>
        <source>&amp;Level or rule:</source>
        <translation>等級或規則(&amp;L)：</translation>
    </message>
    <message>
        <source>All levels and rules</source>
        <translation>所有等級與規則</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::DeliveryLogPage</name>
    <message>
        <source>&amp;Open the folder with the mails</source>
        <translation>開啟郵件資料夾(&amp;O)</translation>
    </message>
    <message>
        <source>Mails, newest first</source>
        <translation>郵件（由新到舊）</translation>
    </message>
    <message>
        <source>Delivery log</source>
        <translation>寄送記錄</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>The platform’s operator has set no mail server. Mails wait until there is one, for 3 days.</source>
        <translation>平台營運者尚未設定郵件伺服器。郵件會等候設定，最長 3 天。</translation>
    </message>
    <message>
        <source>This platform sends nothing: it puts its mails into a folder.</source>
        <translation>此平台不傳送郵件，而是存入資料夾。</translation>
    </message>
    <message>
        <source>The delivery log could not be read</source>
        <translation>無法讀取寄送記錄</translation>
    </message>
    <message>
        <source>Reading the delivery log…</source>
        <translation>正在讀取寄送記錄…</translation>
    </message>
    <message>
        <source>Nothing matches the filter</source>
        <translation>沒有符合篩選條件的項目</translation>
    </message>
    <message>
        <source>C&amp;lear filter</source>
        <translation>清除篩選(&amp;L)</translation>
    </message>
    <message>
        <source>No mail yet, and no mail server</source>
        <translation>尚無郵件，也沒有郵件伺服器</translation>
    </message>
    <message>
        <source>The platform’s operator has set no mail server. What is to be sent waits until there is one, for 3 days, and is listed here.</source>
        <translation>平台營運者尚未設定郵件伺服器。待傳送的郵件會等候設定，最長 3 天，並列於此處。</translation>
    </message>
    <message>
        <source>No mail was sent yet</source>
        <translation>尚未傳送郵件</translation>
    </message>
    <message>
        <source>Alerts, reminders, checkpoints and test mails will be listed here, newest first, with every attempt to deliver them and what the mail server said.</source>
        <translation>警示、提醒、檢查點與測試郵件會由新到舊列於此處，並附上每次寄送嘗試與郵件伺服器的回應。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>讀取中…</translation>
    </message>
    <message>
        <source>The folder could not be opened. It is %1</source>
        <comment>path of the folder</comment>
        <translation>無法開啟資料夾。位置：%1</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln mails, as of %1</source>
        <translation>
            <numerusform>共 %Ln 封（截至 %1）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Newest %Ln mails, as of %1</source>
        <translation>
            <numerusform>最新 %Ln 封（截至 %1）</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no mail of this kind, level or rule in this state.</source>
        <translation>沒有此種類、等級或規則且處於此狀態的郵件。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::EmbeddingPage</name>
    <message>
        <source>&amp;Own pages only</source>
        <translation>僅限自己的頁面(&amp;O)</translation>
    </message>
    <message>
        <source>Own pages only</source>
        <translation>僅限自己的頁面</translation>
    </message>
    <message>
        <source>No other site can show the tenant’s pages in a frame, so none can lay something over them and catch clicks.</source>
        <translation>其他網站無法在框架中顯示租用戶的頁面，因此無法覆蓋其上攔截點擊。</translation>
    </message>
    <message>
        <source>Li&amp;sted origins</source>
        <translation>清單中的來源(&amp;S)</translation>
    </message>
    <message>
        <source>Listed origins</source>
        <translation>清單中的來源</translation>
    </message>
    <message>
        <source>The sites in the list can show the pages in a frame, for example a portal. Cookies are then set so that browsers send them in frames, too.</source>
        <translation>清單中的網站（例如入口網站）可在框架中顯示頁面。Cookie也會設定為在框架中傳送。</translation>
    </message>
    <message>
        <source>O&amp;ff</source>
        <translation>關閉(&amp;F)</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Every site on the Internet can show the pages in a frame. Nothing protects against clickjacking.</source>
        <translation>網際網路上的任何網站都能在框架中顯示頁面。沒有任何點擊劫持防護。</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Whoever runs a listed site could mislead people who sign in there. List only sites that you trust.</source>
        <translation>清單中網站的經營者可能誤導在該處登入的人。請只列出您信任的網站。</translation>
    </message>
    <message>
        <source>With the protection off, a hostile site can show the sign-in page as if it were its own part, and lead people’s clicks astray.</source>
        <translation>關閉防護後，惡意網站可將登入頁面當作自己的一部分顯示，並誤導使用者的點擊。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::Entering</name>
    <message>
        <source>Nothing was sent: the platform&apos;s certificate was not trusted.</source>
        <translation>未傳送任何資料：平台的憑證未受信任。</translation>
    </message>
    <message>
        <source>Not connected: the platform&apos;s certificate is not the one that you have trusted. Nothing was sent.</source>
        <translation>未連線：平台的憑證不是您信任的憑證。未傳送任何資料。</translation>
    </message>
    <message>
        <source>The gate did not accept this user name and password.</source>
        <translation>關卡不接受此使用者名稱與密碼。</translation>
    </message>
    <message>
        <source>Not connected: the tenant&apos;s gate asks for the user name and password of its Basic authentication.</source>
        <translation>未連線：租用戶的關卡要求輸入Basic驗證的使用者名稱與密碼。</translation>
    </message>
    <message>
        <source>Not signed in: you have to choose another password first.</source>
        <translation>未登入：您必須先設定新密碼。</translation>
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
        <translation>沒有事件</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
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
        <translation>各時段的事件，時間為 %1。以方向鍵在長條間移動。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events</source>
        <translation>
            <numerusform>%Ln 個事件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln 個失敗</numerusform>
        </translation>
    </message>
    <message>
        <source>Events by time, times in %1. The arrow keys move through the bars, with Shift they mark a span, Enter shows only that span, Escape goes back.</source>
        <translation>依時間顯示的事件（時間為 %1）。方向鍵在長條間移動，按住 Shift 選取期間，Enter 只顯示該期間，Escape 返回。</translation>
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
        <translation>稽核記錄</translation>
    </message>
    <message>
        <source>Keep &amp;spreadsheets from taking text for formulas</source>
        <translation>避免試算表將文字當成公式(&amp;S)</translation>
    </message>
    <message>
        <source>Export events</source>
        <translation>匯出事件</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>匯出(&amp;E)…</translation>
    </message>
    <message>
        <source>Which events</source>
        <translation>要匯出的事件</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets and other programs</source>
        <translation>CSV（供試算表及其他程式使用）</translation>
    </message>
    <message>
        <source>NDJSON, one JSON object a line</source>
        <translation>NDJSON（每行一個 JSON 物件）</translation>
    </message>
    <message>
        <source>Not packed</source>
        <translation>不壓縮</translation>
    </message>
    <message>
        <source>ZIP archive</source>
        <translation>ZIP 壓縮檔</translation>
    </message>
    <message>
        <source>gzip</source>
        <translation>gzip</translation>
    </message>
    <message>
        <source>Text that begins with =, +, - or @ gets an apostrophe in front of it.</source>
        <translation>以 =、+、- 或 @ 開頭的文字前會加上撇號。</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>格式(&amp;F)：</translation>
    </message>
    <message>
        <source>&amp;Packing:</source>
        <translation>壓縮(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;All events that the filter lets through</source>
        <translation>通過篩選的全部事件(&amp;A)</translation>
    </message>
    <message>
        <source>The filter lets no event through.</source>
        <translation>沒有事件通過篩選。</translation>
    </message>
    <message>
        <source>A file is being written.</source>
        <translation>正在寫入檔案。</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Exported events (%1)</source>
        <comment>kind of file</comment>
        <translation>匯出的事件 (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有檔案 (*)</translation>
    </message>
    <message>
        <source>All of it was written to “%1” (%2).</source>
        <comment>path; size</comment>
        <translation>已全部寫入「%1」（%2）。</translation>
    </message>
    <message>
        <source>No file was written: %1</source>
        <translation>未寫入檔案：%1</translation>
    </message>
    <message>
        <source>Writing… %1</source>
        <comment>size so far</comment>
        <translation>正在寫入… %1</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>已停止，未寫入檔案。</translation>
    </message>
    <message>
        <source>Sealed bundle (whole span, unfiltered)</source>
        <translation>封印套件（完整區間，不篩選）</translation>
    </message>
    <message>
        <source>What is entered is no span of numbers.</source>
        <translation>輸入的編號不構成區間。</translation>
    </message>
    <message numerus="yes">
        <source>Only the %Ln &amp;chosen events</source>
        <translation>
            <numerusform>僅選取的 %Ln 個事件(&amp;C)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;All %Ln events that the filter lets through</source>
        <translation>
            <numerusform>通過篩選的全部 %Ln 個事件(&amp;A)</numerusform>
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
        <translation>CSV（以定位字元分隔）</translation>
    </message>
    <message>
        <source>CSV, separated by “%1”</source>
        <translation>CSV（以「%1」分隔）</translation>
    </message>
    <message>
        <source>Files of this log</source>
        <translation>此記錄的檔案</translation>
    </message>
    <message>
        <source>&amp;Add files…</source>
        <translation>加入檔案(&amp;A)…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>檔案</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::FilterChips</name>
    <message>
        <source>not: %1</source>
        <comment>condition of a filter</comment>
        <translation>排除：%1</translation>
    </message>
    <message>
        <source>Condition %1 of %2: %3</source>
        <translation>條件 %1/%2：%3</translation>
    </message>
    <message>
        <source>Conditions of the filter. The arrow keys go from one to the next; Enter edits it, ! turns it into its contrary, Delete drops it.</source>
        <translation>篩選條件。方向鍵逐一移動；Enter 編輯，! 轉為相反條件，Delete 移除。</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編輯(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Only these instead</source>
        <translation>改為只顯示這些(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;All but these instead</source>
        <translation>改為排除這些(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Drop</source>
        <translation>移除(&amp;D)</translation>
    </message>
    <message>
        <source>Show only these instead</source>
        <translation>改為只顯示這些</translation>
    </message>
    <message>
        <source>Show all but these instead</source>
        <translation>改為顯示這些以外的</translation>
    </message>
    <message>
        <source>Drop this condition</source>
        <translation>移除此條件</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::FilterField</name>
    <message>
        <source>%1 Here could stand: %2.</source>
        <comment>sentence, list of what is possible</comment>
        <translation>%1 這裡可以寫：%2。</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between parts of a list</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>Filter, for example: user:taro level&gt;=warning since:7d</source>
        <translation>篩選&#x3000;例如： 使用者:taro 等級&gt;=warning 自從:7d</translation>
    </message>
    <message>
        <source>Filter of the events</source>
        <translation>事件的篩選</translation>
    </message>
    <message>
        <source>How filters are written</source>
        <translation>篩選的寫法</translation>
    </message>
    <message>
        <source>Filter, for example: user:taro level&gt;=warning</source>
        <translation>篩選&#x3000;例如： 使用者:taro 等級&gt;=warning</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::FilterGuide</name>
    <message>
        <source>“taro” somewhere in the event</source>
        <translation>事件中任何位置含有「taro」</translation>
    </message>
    <message>
        <source>these words, in this order</source>
        <translation>依此順序含有這些詞</translation>
    </message>
    <message>
        <source>this user, in capital letters or small ones</source>
        <translation>此使用者（不分大小寫）</translation>
    </message>
    <message>
        <source>one of these; * stands for any characters</source>
        <translation>其中之一；* 代表任意字元</translation>
    </message>
    <message>
        <source>an action that contains “login”</source>
        <translation>含有「login」的動作</translation>
    </message>
    <message>
        <source>an address, a network, or a range such as A..B</source>
        <translation>位址、網路，或如 A..B 的範圍</translation>
    </message>
    <message>
        <source>warnings and worse</source>
        <translation>警告及更嚴重的等級</translation>
    </message>
    <message>
        <source>from the first to the last of these days</source>
        <translation>從第一天到最後一天</translation>
    </message>
    <message>
        <source>the last 7 days; also 30m, 2h, 4w, or a date</source>
        <translation>最近 7 天；也可寫 30m、2h、4w 或日期</translation>
    </message>
    <message>
        <source>all users but this one</source>
        <translation>此使用者以外的所有使用者</translation>
    </message>
    <message>
        <source>a minus turns a condition into its contrary</source>
        <translation>減號會把條件變成相反</translation>
    </message>
    <message>
        <source>both conditions</source>
        <translation>同時符合兩個條件</translation>
    </message>
    <message>
        <source>one of the two; brackets ( ) group them</source>
        <translation>符合其中之一；括號 ( ) 可分組</translation>
    </message>
    <message>
        <source>a regular expression between slashes</source>
        <translation>以斜線包住的正規表示式</translation>
    </message>
    <message>
        <source>How filters are written</source>
        <translation>篩選的寫法</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Conditions side by side have all to be met. Fields: %1. Press an example to try it.</source>
        <translation>並列的條件必須全部符合。欄位：%1。按下範例即可試用。</translation>
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
        <translation>複製</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>複製：%1</translation>
    </message>
    <message>
        <source>Copies the fingerprint, to be sent or searched for</source>
        <translation>複製指紋，以便傳送或搜尋</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::GoToTimeDialog</name>
    <message>
        <source>&amp;Time</source>
        <translation>日期時間(&amp;T)</translation>
    </message>
    <message>
        <source>Such as 2026-03-05, 2026-03-05 14:00, 14:00, yesterday 18:00, or 2h for two hours ago. Times are in %1.</source>
        <translation>例如：2026-03-05、2026-03-05 14:00、14:00、昨天 18:00；2h 表示兩小時前。時間為 %1。</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>前往(&amp;G)</translation>
    </message>
    <message>
        <source>Go to a time</source>
        <translation>前往時間</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Goes to the event nearest to %1</source>
        <translation>前往最接近 %1 的事件</translation>
    </message>
    <message>
        <source>Enter a time first</source>
        <translation>請先輸入時間</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::HeaderDialog</name>
    <message>
        <source>The &amp;first row holds titles</source>
        <translation>第一列是標題(&amp;F)</translation>
    </message>
    <message>
        <source>Which column is which?</source>
        <translation>各欄分別是什麼？</translation>
    </message>
    <message>
        <source>The columns of “%1” have no names that are known here. Say what they are; it is remembered for files that look alike.</source>
        <translation>「%1」的欄位名稱在此無法辨識。請指定各欄內容；日後遇到相似的檔案會記住。</translation>
    </message>
    <message>
        <source>&amp;Read it so</source>
        <translation>依此讀取(&amp;R)</translation>
    </message>
    <message>
        <source>Leave it as guessed</source>
        <translation>維持推測</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>欄</translation>
    </message>
    <message>
        <source>What stands in it</source>
        <translation>內容</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>代表什麼</translation>
    </message>
    <message>
        <source>Something else; shown as it is</source>
        <translation>其他（原樣顯示）</translation>
    </message>
    <message>
        <source>Number of the event</source>
        <translation>事件編號</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>第 %1 欄</translation>
    </message>
    <message>
        <source>What “%1” is</source>
        <comment>title of a column</comment>
        <translation>「%1」代表什麼</translation>
    </message>
    <message>
        <source>Without a column for the time, there is no order of time and no histogram.</source>
        <translation>沒有時間欄，就無法依時間排序，也沒有直方圖。</translation>
    </message>
    <message>
        <source>Time of day, with the day in another column</source>
        <translation>時刻（日期在另一欄）</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::HistoryDetails</name>
    <message>
        <source>Choose a change to see all of it.</source>
        <translation>選擇變更以查看完整內容。</translation>
    </message>
    <message>
        <source>&amp;Events around it</source>
        <translation>前後的事件(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Copy change</source>
        <translation>複製變更(&amp;C)</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>欄位</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>變更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>變更後</translation>
    </message>
    <message>
        <source>What was changed, before and after</source>
        <translation>變更的內容（變更前與變更後）</translation>
    </message>
    <message>
        <source>Goes to this change in the audit log (Enter)</source>
        <translation>前往稽核記錄中的這項變更（Enter）</translation>
    </message>
    <message>
        <source>It is not known any more which event of the audit log tells of this change.</source>
        <translation>已無法得知稽核記錄中哪一筆事件對應這項變更。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::HistoryFilterBar</name>
    <message>
        <source>&amp;From:</source>
        <translation>自(&amp;F)：</translation>
    </message>
    <message>
        <source>&amp;Until:</source>
        <translation>至(&amp;U)：</translation>
    </message>
    <message>
        <source>&amp;Section:</source>
        <translation>區段(&amp;S)：</translation>
    </message>
    <message>
        <source>Change&amp;d by:</source>
        <translation>變更者(&amp;D)：</translation>
    </message>
    <message>
        <source>&amp;When:</source>
        <translation>期間(&amp;W)：</translation>
    </message>
    <message>
        <source>All sections</source>
        <translation>所有區段</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>At any time</source>
        <translation>所有時間</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近7天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近30天</translation>
    </message>
    <message>
        <source>From … until …</source>
        <translation>指定期間…</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::HistoryPage</name>
    <message>
        <source>Time &amp;zone:</source>
        <translation>時區(&amp;Z)：</translation>
    </message>
    <message>
        <source>Changes, newest first</source>
        <translation>變更（由新到舊）</translation>
    </message>
    <message>
        <source>&amp;Events around it</source>
        <translation>前後的事件(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>複製(&amp;C)</translation>
    </message>
    <message>
        <source>Change history</source>
        <translation>變更歷程</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>The change history could not be read</source>
        <translation>無法讀取變更歷程</translation>
    </message>
    <message>
        <source>Reading the change history…</source>
        <translation>正在讀取變更歷程…</translation>
    </message>
    <message>
        <source>Nothing matches the filter</source>
        <translation>沒有符合條件的變更</translation>
    </message>
    <message>
        <source>There is no change of this section, by this person, at this time.</source>
        <translation>沒有屬於此區段、變更者與期間的變更。</translation>
    </message>
    <message>
        <source>C&amp;lear filter</source>
        <translation>清除條件(&amp;L)</translation>
    </message>
    <message>
        <source>Nothing was changed yet</source>
        <translation>尚無任何變更</translation>
    </message>
    <message>
        <source>Every change of the settings will be listed here, with who made it and what stood there before.</source>
        <translation>設定的每次變更都會列於此處，包括變更者與變更前的內容。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在讀取…</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln changes</source>
        <translation>
            <numerusform>全部%Ln筆變更</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Newest %Ln changes</source>
        <translation>
            <numerusform>最新%Ln筆變更</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::HourHeatMap</name>
    <message>
        <source>%1, %2 to %3: %4</source>
        <comment>weekday, time, time, how many events</comment>
        <translation>%1 %2 至 %3：%4</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events</source>
        <translation>
            <numerusform>%Ln 個事件</numerusform>
        </translation>
    </message>
    <message>
        <source>No events</source>
        <translation>沒有事件</translation>
    </message>
    <message>
        <source>Busiest: %1</source>
        <comment>hour of the week</comment>
        <translation>最多：%1</translation>
    </message>
    <message>
        <source>Events by weekday and hour, times in %1. The arrow keys move through the hours of the week.</source>
        <translation>依星期與小時顯示的事件（時間為 %1）。方向鍵在一週的各小時間移動。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpAddForm</name>
    <message>
        <source>A&amp;dd</source>
        <comment>an entry to the list</comment>
        <translation>新增(&amp;D)</translation>
    </message>
    <message>
        <source>192.0.2.0/24, 2001:db8::/32 or 192.0.2.1-192.0.2.9</source>
        <translation>192.0.2.0/24、2001:db8::/32或192.0.2.1-192.0.2.9</translation>
    </message>
    <message>
        <source>New address, network or range</source>
        <translation>新的位址、網路或範圍</translation>
    </message>
    <message>
        <source>Memo, such as where it is</source>
        <translation>備註，例如所在地點</translation>
    </message>
    <message>
        <source>Memo for the new entry</source>
        <translation>新項目的備註</translation>
    </message>
    <message>
        <source>&amp;New entry:</source>
        <translation>新項目(&amp;N)：</translation>
    </message>
    <message>
        <source>Type an address, a network or a range first</source>
        <translation>請先輸入位址、網路或範圍</translation>
    </message>
    <message numerus="yes">
        <source>The list can hold only %Ln more entries.</source>
        <translation>
            <numerusform>清單只能再容納%Ln個項目。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Becomes %Ln entries, which together are exactly this range.</source>
        <translation>
            <numerusform>將成為%Ln個項目，合起來正好是此範圍。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpEntriesPanel</name>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV檔案 (*.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有檔案 (*)</translation>
    </message>
    <message>
        <source>The list was written to “%1”.</source>
        <translation>清單已寫入「%1」。</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <comment>lines as entries</comment>
        <translation>貼上(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>匯入(&amp;I)…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>匯出(&amp;X)…</translation>
    </message>
    <message>
        <source>Search, also by an address inside</source>
        <translation>搜尋，也可輸入項目所含的位址</translation>
    </message>
    <message>
        <source>Search networks and memos, or the entries that an address is in</source>
        <translation>搜尋網路與備註，或包含某位址的項目</translation>
    </message>
    <message>
        <source>Adds what is on the clipboard: one address, network or range a line, with or without a memo</source>
        <translation>新增剪貼簿的內容：每行一個位址、網路或範圍，可附備註</translation>
    </message>
    <message>
        <source>Reads a CSV file and shows what is in it before anything changes</source>
        <translation>讀取CSV檔案，並在變更前先顯示其內容</translation>
    </message>
    <message>
        <source>Writes the list to a CSV file that spreadsheets open</source>
        <translation>將清單寫入試算表軟體可開啟的CSV檔案</translation>
    </message>
    <message>
        <source>There is no text on the clipboard that could become entries.</source>
        <translation>剪貼簿中沒有可成為項目的文字。</translation>
    </message>
    <message>
        <source>the clipboard</source>
        <comment>source of entries</comment>
        <translation>剪貼簿</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <comment>the last edit</comment>
        <translation>復原(&amp;U)</translation>
    </message>
    <message>
        <source>Import addresses</source>
        <translation>匯入位址</translation>
    </message>
    <message>
        <source>Export addresses</source>
        <translation>匯出位址</translation>
    </message>
    <message>
        <source>addresses.csv</source>
        <comment>file name</comment>
        <translation>addresses.csv</translation>
    </message>
    <message>
        <source>The list was cleaned up: %1 entries went, %2 were written as they count. The same addresses are let in.</source>
        <translation>已整理清單：移除%1個項目，並將%2個項目改寫為實際生效的網路。允許的位址不變。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>entries in the list; entries it can hold</comment>
        <translation>%1／%2</translation>
    </message>
    <message>
        <source>Entries in the list, and how many it can hold</source>
        <translation>清單中的項目數與可容納的項目數</translation>
    </message>
    <message>
        <source>Deletes the selected entries</source>
        <translation>刪除所選的項目</translation>
    </message>
    <message>
        <source>Select the entries to delete first</source>
        <translation>請先選取要刪除的項目</translation>
    </message>
    <message>
        <source>No address is listed</source>
        <translation>清單中沒有位址</translation>
    </message>
    <message>
        <source>Type one above, paste lines with Ctrl+V, or drop a CSV file here.</source>
        <translation>請在上方輸入、以Ctrl+V貼上多行，或將CSV檔案拖放至此。</translation>
    </message>
    <message>
        <source>While the mode is “allow listed”, nobody is let in by address.</source>
        <translation>模式為「部分允許」時，沒有任何人會因位址而獲允許。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>找不到結果</translation>
    </message>
    <message>
        <source>No network or memo has “%1” in it.</source>
        <translation>沒有網路或備註包含「%1」。</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜尋</translation>
    </message>
    <message>
        <source>Entries worth a look: %1.</source>
        <comment>list of kinds with counts</comment>
        <translation>值得檢查的項目：%1。</translation>
    </message>
    <message>
        <source>&amp;Clean up</source>
        <translation>整理(&amp;C)</translation>
    </message>
    <message>
        <source>Writes entries as they count and takes out those that others contain. The same addresses are let in.</source>
        <translation>將項目改寫為實際生效的網路，並移除已包含在其他項目中的項目。允許的位址不變。</translation>
    </message>
    <message>
        <source>Correct the entries that are marked as wrong first</source>
        <translation>請先修正標示為錯誤的項目</translation>
    </message>
    <message>
        <source>D&amp;elete</source>
        <comment>the selected entries</comment>
        <translation>刪除(&amp;E)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries were added from the clipboard.</source>
        <translation>
            <numerusform>已從剪貼簿新增%Ln個項目。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries were taken over from %1.</source>
        <translation>
            <numerusform>已從%1匯入%Ln個項目。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with host bits set</source>
        <translation>
            <numerusform>%Ln個設有主機位元</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln listed twice</source>
        <translation>
            <numerusform>%Ln個重複列入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln inside others</source>
        <translation>
            <numerusform>%Ln個包含在其他項目中</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpEntriesView</name>
    <message>
        <source>Addresses and networks that are let in</source>
        <translation>獲允許的位址與網路</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>複製(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste as entries</source>
        <translation>貼上為項目(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編輯(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>刪除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>復原(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Sort by this column</source>
        <translation>依此欄排序(&amp;S)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpImportDialog</name>
    <message>
        <source>Show only lines that are &amp;left out</source>
        <translation>僅顯示略過的行(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Add to the list</source>
        <comment>imported entries</comment>
        <translation>加入清單(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Replace the list</source>
        <comment>by imported entries</comment>
        <translation>取代清單(&amp;R)</translation>
    </message>
    <message>
        <source>Import addresses</source>
        <translation>匯入位址</translation>
    </message>
    <message>
        <source>From %1: %2, %3.</source>
        <comment>source; good entries; bad lines</comment>
        <translation>來自%1：%2，%3。</translation>
    </message>
    <message>
        <source>Text encoding: %1.</source>
        <translation>文字編碼：%1。</translation>
    </message>
    <message>
        <source>Lines that were read</source>
        <translation>已讀取的行</translation>
    </message>
    <message>
        <source>There is no line that could become an entry.</source>
        <translation>沒有可成為項目的行。</translation>
    </message>
    <message>
        <source>The list would have %1 entries; it can hold %2.</source>
        <translation>清單將有%1個項目；最多可容納%2個。</translation>
    </message>
    <message>
        <source>Nothing is in force before you apply it.</source>
        <translation>在您套用之前不會生效。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries can be taken over</source>
        <translation>
            <numerusform>可匯入%Ln個項目</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are left out</source>
        <translation>
            <numerusform>略過%Ln行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace by %Ln entries</source>
        <translation>
            <numerusform>以%Ln個項目取代</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln entries</source>
        <translation>
            <numerusform>新增%Ln個項目</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %Ln entries that are in the list now go. Nothing is in force before you apply it.</source>
        <translation>
            <numerusform>目前清單中的%Ln個項目將會移除。在您套用之前不會生效。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpModeChooser</name>
    <message>
        <source>Every address reaches the sign-in page. The list is kept, but not looked at.</source>
        <translation>所有位址都可進入登入頁面。清單會保留，但不使用。</translation>
    </message>
    <message>
        <source>Addresses in the list reach the sign-in page. Others are turned away, or asked for the shared user name and password while Basic authentication is on.</source>
        <translation>清單中的位址可進入登入頁面。其他位址會遭拒絕；啟用Basic驗證時，則必須輸入共用的使用者名稱與密碼。</translation>
    </message>
    <message>
        <source>Den&amp;y all</source>
        <comment>mode of the IP address restriction</comment>
        <translation>全部拒絕(&amp;Y)</translation>
    </message>
    <message>
        <source>No address counts as listed. Everybody is turned away, or asked for the shared user name and password while Basic authentication is on.</source>
        <translation>任何位址都不視為已列入。所有人都會遭拒絕；啟用Basic驗證時，則必須輸入共用的使用者名稱與密碼。</translation>
    </message>
    <message>
        <source>Allow all</source>
        <comment>mode of the IP address restriction</comment>
        <translation>全部允許</translation>
    </message>
    <message>
        <source>Allow listed</source>
        <comment>mode of the IP address restriction</comment>
        <translation>部分允許</translation>
    </message>
    <message>
        <source>Deny all</source>
        <comment>mode of the IP address restriction</comment>
        <translation>全部拒絕</translation>
    </message>
    <message>
        <source>A&amp;llow all</source>
        <comment>mode of the IP address restriction</comment>
        <translation>全部允許(&amp;L)</translation>
    </message>
    <message>
        <source>Allow li&amp;sted</source>
        <comment>mode of the IP address restriction</comment>
        <translation>部分允許(&amp;S)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpRestrictionPage</name>
    <message>
        <source>My address</source>
        <comment>memo for the administrator&apos;s own address</comment>
        <translation>我的位址</translation>
    </message>
    <message>
        <source>IP address restriction</source>
        <translation>IP位址限制</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IssueDialog</name>
    <message>
        <source>Issue certificates</source>
        <translation>核發憑證</translation>
    </message>
    <message>
        <source>Profile of the file</source>
        <translation>檔案的設定檔</translation>
    </message>
    <message>
        <source>What becomes of the certificate that they have</source>
        <translation>現有憑證的處理</translation>
    </message>
    <message>
        <source>For %1.</source>
        <comment>person</comment>
        <translation>對象：%1</translation>
    </message>
    <message>
        <source>For %1 people, of whom %2 have a valid certificate.</source>
        <translation>對象：%1 人，其中 %2 人已有有效憑證。</translation>
    </message>
    <message>
        <source>How long it is valid</source>
        <translation>有效期間</translation>
    </message>
    <message>
        <source>Until another day</source>
        <translation>至其他日期</translation>
    </message>
    <message>
        <source>&amp;Valid until the end of</source>
        <translation>有效至當日結束(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Modern: AES-256</source>
        <comment>profile of a certificate&apos;s file</comment>
        <translation>新式(&amp;M)：AES-256</translation>
    </message>
    <message>
        <source>Com&amp;patible: 3DES</source>
        <comment>profile of a certificate&apos;s file</comment>
        <translation>相容(&amp;P)：3DES</translation>
    </message>
    <message>
        <source>The file that they install</source>
        <translation>要安裝的檔案</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>Both work until the old one ends: time to install the new one.</source>
        <translation>舊憑證到期前兩者皆可用，有時間安裝新憑證。</translation>
    </message>
    <message>
        <source>&amp;Revoke it now</source>
        <translation>立即撤銷(&amp;R)</translation>
    </message>
    <message>
        <source>The old one is refused at once, on open connections too. Nobody gets in with it until the new one is installed.</source>
        <translation>舊憑證立即被拒絕，包括已開啟的連線。安裝新憑證前無法以憑證進入。</translation>
    </message>
    <message>
        <source>The certificate that they have</source>
        <translation>現有的憑證</translation>
    </message>
    <message>
        <source>&amp;Also permit this person to come in by certificate</source>
        <translation>同時允許此人以憑證進入(&amp;A)</translation>
    </message>
    <message>
        <source>Without the permission, nobody can be given a certificate</source>
        <translation>未獲許可者無法核發憑證</translation>
    </message>
    <message>
        <source>Nobody of them may come in by certificate. Permit it too.</source>
        <translation>他們皆未獲准以憑證進入。請一併許可。</translation>
    </message>
    <message numerus="yes">
        <source>For %Ln people.</source>
        <translation>
            <numerusform>對象：%Ln 人</numerusform>
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
            <numerusform>以 %1 的時間計至當日結束。最長 %Ln 年。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Also permit the %Ln people who may not come in by certificate</source>
        <translation>
            <numerusform>同時允許尚未獲准的 %Ln 人以憑證進入(&amp;A)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln certificates can be issued at once. Select fewer people.</source>
        <translation>
            <numerusform>一次最多可核發 %Ln 張憑證。請減少選擇。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Issue %Ln certificates</source>
        <translation>
            <numerusform>核發 %Ln 張憑證(&amp;I)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln certificates are issued.</source>
        <translation>
            <numerusform>%Ln 張憑證中已核發 %1 張。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LastDayCard</name>
    <message>
        <source>Last 24 hours</source>
        <translation>過去24小時</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>稽核記錄</translation>
    </message>
    <message>
        <source>All events, with everything that is known of each</source>
        <translation>所有事件及其詳細內容</translation>
    </message>
    <message>
        <source>What failed in the last 24 hours, the most frequent first</source>
        <translation>過去24小時的失敗，依次數排序</translation>
    </message>
    <message>
        <source>Nothing failed in these 24 hours</source>
        <translation>這24小時內沒有失敗</translation>
    </message>
    <message>
        <source>What failed, the most frequent first</source>
        <translation>失敗（依次數排序）</translation>
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
        <translation>未即時更新</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暫停</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在連線…</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>即時</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>繼續(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暫停(&amp;P)</translation>
    </message>
    <message>
        <source>Lets in what has come meanwhile, and what follows</source>
        <translation>顯示期間收到的事件與後續事件</translation>
    </message>
    <message>
        <source>Lets the list stand still</source>
        <translation>讓清單停止更新</translation>
    </message>
    <message numerus="yes">
        <source>Paused: %Ln new events are waiting</source>
        <translation>
            <numerusform>已暫停：有%Ln筆新事件等候中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reconnecting in %Ln s</source>
        <translation>
            <numerusform>%Ln秒後重新連線</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LivePageCard</name>
    <message>
        <source>Every site can show this page in a frame.</source>
        <translation>任何網站都能在框架中顯示此頁面。</translation>
    </message>
    <message>
        <source>These sites and no others can show this page in a frame: %1.</source>
        <translation>只有下列網站能在框架中顯示此頁面：%1。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between origins</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Only the tenant’s own pages can show this page in a frame.</source>
        <translation>只有租用戶自己的頁面能在框架中顯示此頁面。</translation>
    </message>
    <message>
        <source>No page at all can show this page in a frame.</source>
        <translation>沒有任何頁面能在框架中顯示此頁面。</translation>
    </message>
    <message>
        <source>The live page</source>
        <translation>實際頁面</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>測試(&amp;T)</translation>
    </message>
    <message>
        <source>Fetches the sign-in page as a browser gets it now. What you have edited is not in it before it is applied.</source>
        <translation>取得瀏覽器目前收到的登入頁面。您編輯的內容在套用前不會包含在內。</translation>
    </message>
    <message>
        <source>Fetches the sign-in page as a browser gets it now, and shows the headers by which browsers decide.</source>
        <translation>取得瀏覽器目前收到的登入頁面，並顯示瀏覽器據以判斷的標頭。</translation>
    </message>
    <message>
        <source>The page is being fetched.</source>
        <translation>正在取得頁面。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試一次</translation>
    </message>
    <message>
        <source>%1 That is what is saved.</source>
        <comment>sentence</comment>
        <translation>%1 與已儲存的設定相符。</translation>
    </message>
    <message>
        <source>%1 That is not what is saved: something between this console and the platform changes the headers.</source>
        <comment>sentence</comment>
        <translation>%1 與已儲存的設定不符：此主控台與平台之間有東西更改了標頭。</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未傳送</translation>
    </message>
    <message>
        <source>For old browsers; others go by the line above</source>
        <translation>供舊瀏覽器使用；其他瀏覽器依上一行判斷</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回應</translation>
    </message>
    <message>
        <source>%1, at %2</source>
        <comment>HTTP status, time</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LocalPanel</name>
    <message>
        <source>Looking for a local platform that is running…</source>
        <translation>正在尋找執行中的本機平台…</translation>
    </message>
    <message>
        <source>Starting the local platform. The first time takes a few seconds: its authority, people and audit log are made.</source>
        <translation>正在啟動本機平台。首次啟動需要數秒，以建立授權單位、使用者與稽核記錄。</translation>
    </message>
    <message>
        <source>Joining the local platform…</source>
        <translation>正在加入本機平台…</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登入…</translation>
    </message>
    <message>
        <source>&amp;Open local platform</source>
        <translation>開啟本機平台(&amp;O)</translation>
    </message>
    <message>
        <source>Local platform</source>
        <translation>本機平台</translation>
    </message>
    <message>
        <source>A complete platform that runs on this computer and is reached from it only, with a tenant called “demo”: people, services and an audit log to try everything on. It is started when needed and stops when the last console has left it. What you change there stays.</source>
        <translation>在此電腦上執行、且只能從此電腦存取的完整平台，內含名為「demo」的租用戶，具備使用者、服務與稽核記錄，可供試用各項功能。需要時啟動，最後一個主控台離開後停止。您在其中所做的變更會保留。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LockDeskPage</name>
    <message>
        <source>&amp;Unlock…</source>
        <translation>解除鎖定…(&amp;U)</translation>
    </message>
    <message>
        <source>Locked accounts, the latest first</source>
        <translation>遭鎖定的帳號（由新到舊）</translation>
    </message>
    <message>
        <source>Lock desk</source>
        <translation>解鎖服務台</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>Nobody is locked out</source>
        <translation>沒有使用者遭鎖定</translation>
    </message>
    <message>
        <source>Whoever is locked by wrong passwords will be listed here, with since when, from which addresses and until when.</source>
        <translation>因密碼錯誤而遭鎖定的使用者會列在此處，並顯示開始時間、連線來源與結束時間。</translation>
    </message>
    <message>
        <source>It could not be read who is locked</source>
        <translation>無法讀取遭鎖定的使用者</translation>
    </message>
    <message>
        <source>Reading who is locked…</source>
        <translation>正在讀取遭鎖定的使用者…</translation>
    </message>
    <message>
        <source>Asks for a reason, and lets the selected people sign in again</source>
        <translation>詢問原因，並讓所選使用者可以再次登入</translation>
    </message>
    <message>
        <source>Select one or many first</source>
        <translation>請先選取一個或多個</translation>
    </message>
    <message numerus="yes">
        <source>%Ln accounts are locked, as of %1. Asked anew every 30 seconds.</source>
        <translation>
            <numerusform>截至%1，有%Ln個帳號遭鎖定。每30秒更新一次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The latest %Ln are listed.</source>
        <translation>
            <numerusform>僅列出最新的%Ln個。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogActions</name>
    <message>
        <source>&amp;Copy</source>
        <translation>複製(&amp;C)</translation>
    </message>
    <message>
        <source>Copy as CS&amp;V</source>
        <translation>以 CSV 複製(&amp;S)</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>以 JSON 複製(&amp;J)</translation>
    </message>
    <message>
        <source>Co&amp;py the cell</source>
        <translation>複製儲存格(&amp;P)</translation>
    </message>
    <message>
        <source>Choose &amp;all</source>
        <translation>全選(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Only this</source>
        <translation>只顯示此項(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Not this</source>
        <translation>排除此項(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;10 minutes around this</source>
        <translation>此事件前後 10 分鐘(&amp;1)</translation>
    </message>
    <message>
        <source>&amp;Everything 10 minutes around this</source>
        <translation>此事件前後 10 分鐘的所有事件(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Sort by this column</source>
        <translation>依此欄排序(&amp;S)</translation>
    </message>
    <message>
        <source>Move column to the &amp;left</source>
        <translation>將欄左移(&amp;L)</translation>
    </message>
    <message>
        <source>Move column to the &amp;right</source>
        <translation>將欄右移(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Wider</source>
        <translation>加寬(&amp;W)</translation>
    </message>
    <message>
        <source>Narro&amp;wer</source>
        <translation>縮窄(&amp;N)</translation>
    </message>
    <message>
        <source>Columns as at &amp;first</source>
        <translation>還原欄位設定(&amp;F)</translation>
    </message>
    <message>
        <source>A filter cannot name this column.</source>
        <translation>篩選條件無法指定此欄。</translation>
    </message>
    <message>
        <source>The event has no time that could be read.</source>
        <translation>此事件沒有可讀取的時間。</translation>
    </message>
    <message>
        <source>&amp;Only %1: %2</source>
        <comment>a column and what stands in it</comment>
        <translation>只顯示 %1：%2(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Not %1: %2</source>
        <comment>a column and what stands in it</comment>
        <translation>排除 %1：%2(&amp;N)</translation>
    </message>
    <message>
        <source>Col&amp;umns</source>
        <translation>欄位(&amp;U)</translation>
    </message>
    <message>
        <source>One column has to stay.</source>
        <translation>至少須保留一欄。</translation>
    </message>
    <message>
        <source>Copy events</source>
        <translation>複製事件</translation>
    </message>
    <message>
        <source>%1 events are chosen, which is too much for the clipboard.</source>
        <translation>已選擇 %1 筆事件，超出剪貼簿的容量。</translation>
    </message>
    <message>
        <source>A file takes all of them, whatever their number.</source>
        <translation>檔案可容納全部事件，不限筆數。</translation>
    </message>
    <message>
        <source>&amp;Export to a file…</source>
        <translation>匯出至檔案(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Copy the first %1</source>
        <translation>複製前 %1 筆(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogDetails</name>
    <message>
        <source>Choose an event to see all of it.</source>
        <translation>選擇事件即可檢視完整內容。</translation>
    </message>
    <message>
        <source>&amp;Copy event</source>
        <translation>複製事件(&amp;C)</translation>
    </message>
    <message>
        <source>Characters that are not shown here: %1. “Copy event” copies them, too.</source>
        <translation>未在此顯示的字元數：%1。「複製事件」會將其一併複製。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogNotices</name>
    <message>
        <source>Everything was read anew: %1</source>
        <comment>what has happened to a file</comment>
        <translation>已全部重新讀取：%1</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>隱藏(&amp;H)</translation>
    </message>
    <message>
        <source>Reading was stopped. What is shown is not the whole log.</source>
        <translation>讀取已停止。顯示的並非完整記錄。</translation>
    </message>
    <message>
        <source>Read the &amp;rest</source>
        <translation>讀取其餘部分(&amp;R)</translation>
    </message>
    <message>
        <source>Show the &amp;list</source>
        <translation>顯示清單(&amp;L)</translation>
    </message>
    <message>
        <source>Which column is which in “%1” is a guess.</source>
        <translation>「%1」各欄的內容是推測的。</translation>
    </message>
    <message>
        <source>Say &amp;what they are…</source>
        <translation>指定各欄(&amp;W)…</translation>
    </message>
    <message>
        <source>The times in the file name no zone. They are read as those of %1.</source>
        <comment>time zone</comment>
        <translation>檔案中的時間未註明時區，以 %1 的時間讀取。</translation>
    </message>
    <message>
        <source>&amp;Another zone…</source>
        <translation>其他時區(&amp;A)…</translation>
    </message>
    <message>
        <source>Read a&amp;gain</source>
        <translation>重新讀取(&amp;G)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogPanel</name>
    <message>
        <source>&amp;Event</source>
        <translation>事件(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Figures</source>
        <translation>統計(&amp;F)</translation>
    </message>
    <message>
        <source>Events cannot be put in order by “%1”.</source>
        <translation>無法依「%1」排列事件。</translation>
    </message>
    <message>
        <source>&amp;Understood</source>
        <translation>知道了(&amp;U)</translation>
    </message>
    <message>
        <source>Copying: %1 %</source>
        <translation>複製中：%1 %</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Go to time…</source>
        <translation>前往時間(&amp;G)…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>匯出(&amp;X)…</translation>
    </message>
    <message>
        <source>Take &amp;offline…</source>
        <translation>離線檢視(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>The log could not be read</source>
        <translation>無法讀取記錄</translation>
    </message>
    <message>
        <source>Reading the log…</source>
        <translation>正在讀取記錄…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>搜尋中…</translation>
    </message>
    <message>
        <source>Events appear as soon as they are found.</source>
        <translation>找到的事件會立即顯示。</translation>
    </message>
    <message>
        <source>No event matches the filter</source>
        <translation>沒有符合篩選條件的事件</translation>
    </message>
    <message>
        <source>Show &amp;all events</source>
        <translation>顯示所有事件(&amp;L)</translation>
    </message>
    <message>
        <source>Without “%1” there would be some.</source>
        <translation>若去掉「%1」，就會有符合的事件。</translation>
    </message>
    <message>
        <source>&amp;Drop this condition</source>
        <translation>移除此條件(&amp;D)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogSidePanel</name>
    <message>
        <source>Figures</source>
        <translation>統計</translation>
    </message>
    <message>
        <source>Hours of the week</source>
        <translation>星期與時段</translation>
    </message>
    <message>
        <source>Most frequent users</source>
        <translation>最常見的使用者</translation>
    </message>
    <message>
        <source>Most frequent addresses</source>
        <translation>最常見的位址</translation>
    </message>
    <message>
        <source>Most frequent actions</source>
        <translation>最常見的動作</translation>
    </message>
    <message>
        <source>None</source>
        <translation>無</translation>
    </message>
    <message>
        <source>Counting goes on; these figures are of what was counted so far.</source>
        <translation>仍在計算；這些數字為目前已計算的部分。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogSummaryPanel</name>
    <message>
        <source>Counting…</source>
        <translation>計算中…</translation>
    </message>
    <message>
        <source>Back to the span before</source>
        <translation>回到前一個期間</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>All times</source>
        <translation>全部時間</translation>
    </message>
    <message>
        <source>There was no other span before</source>
        <translation>之前沒有其他期間</translation>
    </message>
    <message>
        <source>All times are shown already</source>
        <translation>已顯示全部時間</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogView</name>
    <message>
        <source>On its way</source>
        <translation>載入中</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Goes up to the newest event</source>
        <translation>移至最新的事件</translation>
    </message>
    <message numerus="yes">
        <source>%Ln &amp;new events</source>
        <translation>
            <numerusform>%Ln 筆新事件(&amp;N)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogWindow</name>
    <message>
        <source>There is no event in this log</source>
        <translation>此記錄中沒有事件</translation>
    </message>
    <message>
        <source>The files hold no row that could be read.</source>
        <translation>檔案中沒有可讀取的列。</translation>
    </message>
    <message>
        <source>Reading the files</source>
        <translation>正在讀取檔案</translation>
    </message>
    <message>
        <source>S&amp;top reading</source>
        <translation>停止讀取(&amp;T)</translation>
    </message>
    <message>
        <source>Add files to this log</source>
        <translation>將檔案加入此記錄</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>記錄檔</translation>
    </message>
    <message>
        <source>%1 – Sekimori</source>
        <comment>file</comment>
        <translation>%1 – Sekimori</translation>
    </message>
    <message>
        <source>-filtered</source>
        <comment>behind the name of a file</comment>
        <translation>-已篩選</translation>
    </message>
    <message>
        <source>Key of the log</source>
        <translation>記錄的金鑰</translation>
    </message>
    <message>
        <source>Keys (*.pem)</source>
        <translation>金鑰 (*.pem)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有檔案 (*)</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <comment>file; files</comment>
        <translation>
            <numerusform>%1 及另外 %Ln 個</numerusform>
        </translation>
    </message>
    <message>
        <source>Checkpoints of the log</source>
        <translation>記錄的檢查點</translation>
    </message>
    <message>
        <source>Mails and checkpoints (*.eml *.ndjson *.txt)</source>
        <translation>郵件與檢查點 (*.eml *.ndjson *.txt)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogWindows</name>
    <message>
        <source>Open log files</source>
        <translation>開啟記錄檔</translation>
    </message>
    <message>
        <source>Log files (%1)</source>
        <comment>kinds of files</comment>
        <translation>記錄檔 (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有檔案 (*)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LoginPagePage</name>
    <message>
        <source>&amp;Title</source>
        <translation>標題(&amp;T)</translation>
    </message>
    <message>
        <source>Stands above the form. Empty: the tenant’s name.</source>
        <translation>顯示於表單上方。留空則為租用戶名稱。</translation>
    </message>
    <message>
        <source>In &amp;English</source>
        <translation>英文(&amp;E)</translation>
    </message>
    <message>
        <source>In &amp;Japanese</source>
        <translation>日文(&amp;J)</translation>
    </message>
    <message>
        <source>In Trad&amp;itional Chinese</source>
        <translation>繁體中文(&amp;I)</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>圖片</translation>
    </message>
    <message>
        <source>Message on a failed sign-in</source>
        <translation>登入失敗時的訊息</translation>
    </message>
    <message>
        <source>In place of the platform’s own words, which stand in the fields in grey: for example whom to call. Say nothing here that strangers should not know.</source>
        <translation>取代平台本身的文字（以灰色顯示於欄位中），例如聯絡對象。請勿寫入不應讓外人知道的內容。</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>預覽</translation>
    </message>
    <message>
        <source>Drawn by this console by the measures of the page, with what is edited. Browsers may have another font.</source>
        <translation>由此主控台依頁面尺寸繪製，包含編輯中的內容。瀏覽器可能使用其他字型。</translation>
    </message>
    <message>
        <source>Login page</source>
        <translation>登入頁面</translation>
    </message>
    <message>
        <source>Stands above the form. Empty: the tenant’s name, “%1”.</source>
        <translation>顯示於表單上方。留空則為租用戶名稱「%1」。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::MainWindow</name>
    <message>
        <source>&amp;Apply</source>
        <translation>套用(&amp;A)</translation>
    </message>
    <message>
        <source>Edits that are not applied</source>
        <translation>尚未套用的編輯內容</translation>
    </message>
    <message>
        <source>What you have edited is not in force yet.</source>
        <translation>您的編輯內容尚未生效。</translation>
    </message>
    <message>
        <source>Apply it before you leave, or discard it. Nothing of it is kept elsewhere.</source>
        <translation>離開前請套用或捨棄。編輯內容不會保留在其他地方。</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>捨棄(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Stay here</source>
        <translation>留在此處(&amp;S)</translation>
    </message>
    <message>
        <source>About Sekimori</source>
        <translation>關於Sekimori</translation>
    </message>
    <message>
        <source>Sekimori %1</source>
        <translation>Sekimori %1</translation>
    </message>
    <message>
        <source>The keeper of a checkpoint on an old road: who comes in, by which rule, and what was written down about it.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>古道關卡的守關人：誰能進入、依據哪條規則，以及留下了什麼記錄。

依GNU通用公共授權條款第3版或更新版本發布的自由軟體。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>%1[*] – Sekimori</source>
        <comment>tenant; [*] marks edits</comment>
        <translation>%1[*] – Sekimori</translation>
    </message>
    <message>
        <source>Your password was changed. Your other sessions have ended.</source>
        <translation>您的密碼已變更。其他工作階段已結束。</translation>
    </message>
    <message>
        <source>In this tenant only administrators change passwords. Ask one of them.</source>
        <translation>在此租用戶中只有管理員可以變更密碼。請洽管理員。</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>這台電腦</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::MinutesField</name>
    <message>
        <source>minutes</source>
        <comment>unit of a length of time</comment>
        <translation>分鐘</translation>
    </message>
    <message>
        <source>hours</source>
        <comment>unit of a length of time</comment>
        <translation>小時</translation>
    </message>
    <message>
        <source>days</source>
        <comment>unit of a length of time</comment>
        <translation>天</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>單位</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>頁面</translation>
    </message>
    <message>
        <source>%1, edited, not applied yet</source>
        <translation>%1，已編輯，尚未套用</translation>
    </message>
    <message>
        <source>Edited, not applied yet</source>
        <translation>已編輯，尚未套用</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::OpenSessionsPanel</name>
    <message>
        <source>Open sessions</source>
        <translation>開啟中的工作階段</translation>
    </message>
    <message>
        <source>Sign out &amp;everywhere…</source>
        <translation>從所有位置登出…(&amp;E)</translation>
    </message>
    <message>
        <source>Sign out my &amp;other sessions…</source>
        <translation>登出我的其他工作階段…(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>讀取中…</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>正在向平台查詢。</translation>
    </message>
    <message>
        <source>Ends every session of the selected person, automatic sign-ins too</source>
        <translation>結束所選使用者的所有工作階段與自動登入</translation>
    </message>
    <message>
        <source>Select a session of the person first</source>
        <translation>請先選取該使用者的工作階段</translation>
    </message>
    <message>
        <source>Ends every session of yours but this one, automatic sign-ins too</source>
        <translation>結束您除此以外的所有工作階段與自動登入</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>全部登出</translation>
    </message>
    <message>
        <source>Sign %1 out everywhere?</source>
        <translation>要將%1從所有位置登出嗎？</translation>
    </message>
    <message>
        <source>Every session ends at once, in browsers and consoles, and every automatic sign-in. What is not saved there is lost. The password stays as it is.</source>
        <translation>瀏覽器與主控台的所有工作階段及所有自動登入會立即結束。未儲存的內容將遺失。密碼維持不變。</translation>
    </message>
    <message>
        <source>&amp;Sign out</source>
        <translation>登出(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 is signed out everywhere.</source>
        <translation>已將%1從所有位置登出。</translation>
    </message>
    <message>
        <source>Sign out my other sessions</source>
        <translation>登出我的其他工作階段</translation>
    </message>
    <message>
        <source>Sign yourself out everywhere but here?</source>
        <translation>要從此處以外的所有位置登出嗎？</translation>
    </message>
    <message>
        <source>This window stays signed in. Sessions in browsers and other consoles end at once, and every automatic sign-in.</source>
        <translation>此視窗維持登入。瀏覽器與其他主控台的工作階段及所有自動登入會立即結束。</translation>
    </message>
    <message>
        <source>You are signed out everywhere but here.</source>
        <translation>您已從此處以外的所有位置登出。</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln sessions, as of %1</source>
        <translation>
            <numerusform>截至%1，共%Ln個工作階段</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln sessions, as of %1</source>
        <translation>
            <numerusform>截至%1，前%Ln個工作階段</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::OriginsPanel</name>
    <message>
        <source>Ne&amp;w origin</source>
        <translation>新來源(&amp;W)</translation>
    </message>
    <message>
        <source>An address as it begins in a browser: https://portal.example.com. Of a longer one the beginning is taken.</source>
        <translation>瀏覽器中網址的開頭：https://portal.example.com。較長的網址只取開頭。</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>新增(&amp;D)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>移除(&amp;M)</translation>
    </message>
    <message>
        <source>Origins that may show the pages in a frame</source>
        <translation>可在框架中顯示頁面的來源</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>刪除(&amp;D)</translation>
    </message>
    <message>
        <source>Type an origin first.</source>
        <translation>請先輸入來源。</translation>
    </message>
    <message>
        <source>More than %1 origins cannot be listed.</source>
        <translation>最多只能列出%1個來源。</translation>
    </message>
    <message>
        <source>No origin is listed yet, so nobody but the tenant’s own pages could show them in a frame.</source>
        <translation>尚未列出任何來源，因此只有租用戶自己的頁面能在框架中顯示。</translation>
    </message>
    <message>
        <source>Select the origins to be removed.</source>
        <translation>請選取要移除的來源。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>總覽</translation>
    </message>
    <message>
        <source>Asking the platform…</source>
        <translation>正在查詢平台…</translation>
    </message>
    <message>
        <source>The settings have not come yet.</source>
        <translation>尚未取得設定。</translation>
    </message>
    <message>
        <source>Somebody has changed settings since these were loaded. Apply or revert your edits to see them.</source>
        <translation>載入後有人變更了設定。套用或還原您的編輯後即可看到。</translation>
    </message>
    <message>
        <source>As of %1, asked anew every minute</source>
        <translation>截至 %1，每分鐘更新</translation>
    </message>
    <message>
        <source>This is how things stood at %1. %2</source>
        <comment>time, why there is nothing newer</comment>
        <translation>這是 %1 的狀況。%2</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重試(&amp;T)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::OwnAddressPanel</name>
    <message>
        <source>Add &amp;my address</source>
        <translation>新增我的位址(&amp;M)</translation>
    </message>
    <message>
        <source>You are at %1. You would get in: %2</source>
        <translation>您的位址為%1。您可以進入：%2</translation>
    </message>
    <message>
        <source>You are at %1. You would get in only with the shared user name and password: %2</source>
        <translation>您的位址為%1。您必須輸入共用的使用者名稱與密碼才能進入：%2</translation>
    </message>
    <message>
        <source>You are at %1. You would NOT get in: %2</source>
        <translation>您的位址為%1。您將無法進入：%2</translation>
    </message>
    <message>
        <source>“Allow all” lets every address in.</source>
        <translation>「全部允許」會允許所有位址。</translation>
    </message>
    <message>
        <source>entry %1, %2, lists your address.</source>
        <translation>第%1個項目（%2）包含您的位址。</translation>
    </message>
    <message>
        <source>entry %1, %2 “%3”, lists your address.</source>
        <translation>第%1個項目（%2「%3」）包含您的位址。</translation>
    </message>
    <message>
        <source>“Deny all” lets no address in.</source>
        <translation>「全部拒絕」不允許任何位址。</translation>
    </message>
    <message>
        <source>no entry lists your address.</source>
        <translation>沒有項目包含您的位址。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PaceFields</name>
    <message>
        <source>When mail is sent: %1</source>
        <comment>level or rule</comment>
        <translation>郵件傳送時機：%1</translation>
    </message>
    <message>
        <source>At once, or with all events of a whole quarter of an hour, hour or day by the tenant’s clock</source>
        <translation>立即，或依租用戶時鐘將每 15 分鐘、每小時或每天的事件彙整</translation>
    </message>
    <message>
        <source>Mails in an hour at most: %1</source>
        <comment>level or rule</comment>
        <translation>每小時最多郵件數：%1</translation>
    </message>
    <message>
        <source>What is held back is counted, and told in the next mail</source>
        <translation>保留的郵件數會在下一封郵件中告知</translation>
    </message>
    <message>
        <source>at most </source>
        <comment>in front of a number of mails</comment>
        <translation>每小時最多 </translation>
    </message>
    <message>
        <source> mails an hour</source>
        <comment>behind a number</comment>
        <translation> 封</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PageImageField</name>
    <message>
        <source>&amp;Choose…</source>
        <translation>選擇(&amp;C)…</translation>
    </message>
    <message>
        <source>Pa&amp;ste</source>
        <translation>貼上(&amp;S)</translation>
    </message>
    <message>
        <source>Cro&amp;p…</source>
        <translation>裁切(&amp;P)…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>移除(&amp;M)</translation>
    </message>
    <message>
        <source>Choose an image</source>
        <translation>選擇圖片</translation>
    </message>
    <message>
        <source>Images (%1)</source>
        <translation>圖片 (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有檔案 (*)</translation>
    </message>
    <message>
        <source>There is no image in the clipboard. Copy one first, or a file that holds one.</source>
        <translation>剪貼簿中沒有圖片。請先複製圖片或圖片檔案。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試一次</translation>
    </message>
    <message>
        <source>The image is being opened…</source>
        <translation>正在開啟圖片…</translation>
    </message>
    <message>
        <source>The image is being brought to the platform…</source>
        <translation>正在將圖片傳送至平台…</translation>
    </message>
    <message>
        <source>No image. Drop one here, paste it or choose a file: GIF, JPEG, PNG, BMP or WebP, up to 5 MB. Wider than 2,048 pixels it is scaled down.</source>
        <translation>沒有圖片。請拖放到此處、貼上或選擇檔案：GIF、JPEG、PNG、BMP或WebP，最大5 MB。寬度超過2,048像素時會縮小。</translation>
    </message>
    <message>
        <source>There is no image on the page.</source>
        <translation>頁面上沒有圖片。</translation>
    </message>
    <message>
        <source>The image is being fetched…</source>
        <translation>正在取得圖片…</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3</source>
        <comment>width, height, size of the file</comment>
        <translation>%1 × %2像素，%3</translation>
    </message>
    <message>
        <source>An image is on its way already.</source>
        <translation>圖片正在處理中。</translation>
    </message>
    <message>
        <source>There is no image in the clipboard.</source>
        <translation>剪貼簿中沒有圖片。</translation>
    </message>
    <message>
        <source>There is no image to be cropped.</source>
        <translation>沒有可裁切的圖片。</translation>
    </message>
    <message>
        <source>There is no image to be removed.</source>
        <translation>沒有可移除的圖片。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PageStack</name>
    <message>
        <source>Loading the settings…</source>
        <translation>正在載入設定…</translation>
    </message>
    <message>
        <source>The platform is being asked what is in force.</source>
        <translation>正在向平台查詢目前生效的設定。</translation>
    </message>
    <message>
        <source>The settings could not be loaded</source>
        <translation>無法載入設定</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordChangeDialog</name>
    <message>
        <source>&amp;Present password</source>
        <translation>目前的密碼(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>新密碼(&amp;N)</translation>
    </message>
    <message>
        <source>New password &amp;again</source>
        <translation>再次輸入新密碼(&amp;A)</translation>
    </message>
    <message>
        <source>The password of %1 has expired. Choose another to sign in with; the next time it is the one to enter.</source>
        <translation>%1的密碼已過期。請設定新密碼以登入，下次起請輸入新密碼。</translation>
    </message>
    <message>
        <source>The password of %1 has to be changed before it can be used. Choose another to sign in with; the next time it is the one to enter.</source>
        <translation>%1的密碼必須先變更才能使用。請設定新密碼以登入，下次起請輸入新密碼。</translation>
    </message>
    <message>
        <source>Choose another password</source>
        <translation>設定新密碼</translation>
    </message>
    <message>
        <source>Change and &amp;sign in</source>
        <translation>變更並登入(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>變更密碼</translation>
    </message>
    <message>
        <source>Of %1, for this tenant. Your other sessions and automatic sign-ins end.</source>
        <translation>%1在此租用戶的密碼。您的其他工作階段與自動登入將會結束。</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>變更(&amp;C)</translation>
    </message>
    <message>
        <source>%1 Whether the password was changed is not known: try the new one first.</source>
        <comment>why there is no answer</comment>
        <translation>%1 無法得知密碼是否已變更：請先嘗試新密碼。</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>正在嘗試…</translation>
    </message>
    <message>
        <source>This is not the same password.</source>
        <translation>兩次輸入的密碼不同。</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>正在向平台查詢。</translation>
    </message>
    <message>
        <source>Enter your present password first.</source>
        <translation>請先輸入目前的密碼。</translation>
    </message>
    <message>
        <source>Enter a new password first.</source>
        <translation>請先輸入新密碼。</translation>
    </message>
    <message>
        <source>The new password does not meet the rules yet.</source>
        <translation>新密碼尚未符合規則。</translation>
    </message>
    <message>
        <source>Enter the new password a second time first.</source>
        <translation>請再次輸入新密碼。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordEntry</name>
    <message>
        <source>Generate</source>
        <comment>a random password</comment>
        <translation>產生</translation>
    </message>
    <message>
        <source>Copy</source>
        <comment>the password entered, to the clipboard</comment>
        <translation>複製</translation>
    </message>
    <message>
        <source>Enter a password</source>
        <translation>輸入密碼</translation>
    </message>
    <message>
        <source>Enters a random password of 20 characters and shows it, so that you can pass it on</source>
        <translation>輸入並顯示 20 個字元的隨機密碼，方便轉交</translation>
    </message>
    <message>
        <source>Hide what is entered</source>
        <translation>隱藏輸入內容</translation>
    </message>
    <message>
        <source>Show what is entered</source>
        <translation>顯示輸入內容</translation>
    </message>
    <message>
        <source>Enter or generate a password first</source>
        <translation>請先輸入或產生密碼</translation>
    </message>
    <message>
        <source>Copies the password that is entered here to the clipboard</source>
        <translation>將此處輸入的密碼複製到剪貼簿</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordImpactCard</name>
    <message>
        <source>Who has to change it</source>
        <translation>誰必須變更密碼</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>Length, complexity and the reuse limit count from the next change on: the platform keeps hashes, and cannot see whether a password meets a new rule.</source>
        <translation>字元數、複雜性與重複使用限制自下次變更起適用：平台只保存雜湊值，無法得知現有密碼是否符合新規則。</translation>
    </message>
    <message>
        <source>Asking the platform…</source>
        <translation>正在查詢平台…</translation>
    </message>
    <message>
        <source>An answer is on its way</source>
        <translation>正在等候回覆</translation>
    </message>
    <message numerus="yes">
        <source>Whether the passwords of %Ln people meet the stricter rules is not known.</source>
        <translation>
            <numerusform>無法得知%Ln人的密碼是否符合更嚴格的規則。</numerusform>
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
            <numerusform>%Ln天內</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 people have to choose another password when they sign in next.</source>
        <translation>
            <numerusform>%1人中有%Ln人必須在下次登入時設定新密碼。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Once applied, %Ln of %1 people have to choose another password when they sign in next.</source>
        <translation>
            <numerusform>套用後，%1人中有%Ln人必須在下次登入時設定新密碼。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of %Ln people has to choose another password now.</source>
        <translation>
            <numerusform>%Ln人中目前無人必須設定新密碼。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Once applied, none of %Ln people has to choose another password at once.</source>
        <translation>
            <numerusform>套用後，%Ln人中無人必須立即設定新密碼。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordPolicyForm</name>
    <message>
        <source>Minimum length for &amp;users</source>
        <translation>使用者的最少字元數(&amp;U)</translation>
    </message>
    <message>
        <source>%1 to %2 characters. Auditors are users too.</source>
        <translation>%1到%2個字元。也適用於稽核員。</translation>
    </message>
    <message>
        <source>Minimum length for a&amp;dministrators</source>
        <translation>管理員的最少字元數(&amp;D)</translation>
    </message>
    <message>
        <source>They can change everything, so theirs should be longer.</source>
        <translation>管理員可以變更一切，因此應使用更長的密碼。</translation>
    </message>
    <message>
        <source>&amp;Complexity</source>
        <translation>複雜性(&amp;C)</translation>
    </message>
    <message>
        <source>Letters and digits of any script count.</source>
        <translation>任何文字系統的字母與數字都算。</translation>
    </message>
    <message>
        <source>Password reuse &amp;limit</source>
        <translation>密碼重複使用限制(&amp;L)</translation>
    </message>
    <message>
        <source>So many of the last passwords, the present one included, cannot be chosen again: %1 to %2.</source>
        <translation>包含目前的密碼在內，最近這麼多個密碼不可再次使用（%1到%2）。</translation>
    </message>
    <message>
        <source>Passwords &amp;expire after</source>
        <translation>密碼有效期限(&amp;E)</translation>
    </message>
    <message>
        <source>Counted from the last change. People are warned from %1 days before, and choose another when they sign in after it.</source>
        <translation>自上次變更起算。到期前%1天開始提醒，到期後登入時須設定新密碼。</translation>
    </message>
    <message>
        <source>The login &amp;name may be the password</source>
        <translation>允許以登入名稱作為密碼(&amp;N)</translation>
    </message>
    <message>
        <source>The login name may be the password.</source>
        <translation>可以使用登入名稱作為密碼。</translation>
    </message>
    <message>
        <source>The login name may not be the password.</source>
        <translation>不可使用登入名稱作為密碼。</translation>
    </message>
    <message>
        <source>Users may chan&amp;ge their password themselves</source>
        <translation>使用者可以變更自己的密碼(&amp;G)</translation>
    </message>
    <message>
        <source>Users may change their password themselves.</source>
        <translation>使用者可以變更自己的密碼。</translation>
    </message>
    <message>
        <source>Only administrators may change passwords.</source>
        <translation>只有管理員可以變更密碼。</translation>
    </message>
    <message>
        <source>Administrators always may. Whoever has to choose another when signing in always can.</source>
        <translation>管理員隨時可以變更。登入時必須設定新密碼者也一律可以。</translation>
    </message>
    <message>
        <source>A password set by an administrator &amp;must be changed at the next sign-in</source>
        <translation>管理員設定的密碼必須在下次登入時變更(&amp;M)</translation>
    </message>
    <message>
        <source>A password set by an administrator must be changed at the next sign-in.</source>
        <translation>管理員設定的密碼必須在下次登入時變更。</translation>
    </message>
    <message>
        <source>A password set by an administrator may be kept.</source>
        <translation>管理員設定的密碼可以繼續使用。</translation>
    </message>
    <message>
        <source>One that breaks these rules must be changed in any case.</source>
        <translation>不符合這些規則的密碼一律必須變更。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordPolicyPage</name>
    <message>
        <source>Password policy</source>
        <translation>密碼原則</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordRuleList</name>
    <message>
        <source>met: %1</source>
        <comment>rule</comment>
        <translation>符合：%1</translation>
    </message>
    <message>
        <source>not met: %1</source>
        <comment>rule</comment>
        <translation>不符合：%1</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordTrialCard</name>
    <message>
        <source>Try a password</source>
        <translation>試用密碼</translation>
    </message>
    <message>
        <source>a user</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>an administrator</source>
        <translation>管理員</translation>
    </message>
    <message>
        <source>By the rules on this page, saved or not. What you type is judged in this window, sent nowhere, and forgotten when you leave the page.</source>
        <translation>依此頁面的規則（無論是否已儲存）判斷。您輸入的內容只在此視窗內判斷，不會傳送到任何地方，離開頁面後即清除。</translation>
    </message>
    <message>
        <source>As the password &amp;of</source>
        <translation>作為誰的密碼(&amp;O)</translation>
    </message>
    <message>
        <source>Password to tr&amp;y</source>
        <translation>要試用的密碼(&amp;Y)</translation>
    </message>
    <message>
        <source>Whether somebody had it before, only the platform knows, and only when he chooses it.</source>
        <translation>是否曾經使用過，只有平台在設定時才能得知。</translation>
    </message>
    <message>
        <source>Show what is entered</source>
        <translation>顯示輸入內容</translation>
    </message>
    <message>
        <source>It would be accepted for an administrator.</source>
        <translation>可以作為管理員的密碼。</translation>
    </message>
    <message>
        <source>It would be accepted for a user.</source>
        <translation>可以作為使用者的密碼。</translation>
    </message>
    <message numerus="yes">
        <source>It would be refused: %Ln rules are not met.</source>
        <translation>
            <numerusform>會被拒絕：有%Ln項規則不符合。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PermissionDialog</name>
    <message>
        <source>Permit coming in by certificate</source>
        <translation>允許以憑證進入</translation>
    </message>
    <message>
        <source>End the permission</source>
        <translation>取消許可</translation>
    </message>
    <message>
        <source>%1 may come in by certificate from now on.</source>
        <comment>whoever</comment>
        <translation>自現在起，%1可以憑證進入。</translation>
    </message>
    <message>
        <source>%1 may not come in by certificate any more.</source>
        <comment>whoever</comment>
        <translation>%1將不能再以憑證進入。</translation>
    </message>
    <message>
        <source>Certificates that were issued to them work at once. Whoever has none can be given one.</source>
        <translation>已核發的憑證立即可用。沒有的人可以核發。</translation>
    </message>
    <message>
        <source>Their certificates are refused at once, on open connections too. They are not revoked: when the permission is given again, they work again.</source>
        <translation>其憑證立即被拒絕，包括已開啟的連線。並未撤銷：再次許可後即可使用。</translation>
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
            <numerusform>允許 %Ln 人(&amp;P)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;End it for %Ln people</source>
        <translation>
            <numerusform>取消 %Ln 人的許可(&amp;E)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln people are permitted.</source>
        <translation>
            <numerusform>%Ln 人中已許可 %1 人。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The permission of %1 of %Ln people has ended.</source>
        <translation>
            <numerusform>%Ln 人中已取消 %1 人的許可。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PresetChooser</name>
    <message>
        <source>Review…</source>
        <translation>檢視…</translation>
    </message>
    <message>
        <source>Review the preset “%1”</source>
        <translation>檢視預設組合「%1」</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>生效中</translation>
    </message>
    <message>
        <source>As edited</source>
        <translation>編輯中</translation>
    </message>
    <message>
        <source>Only an administrator can set a preset.</source>
        <translation>只有管理員可以套用預設組合。</translation>
    </message>
    <message>
        <source>This preset is in force already.</source>
        <translation>此預設組合已經生效。</translation>
    </message>
    <message>
        <source>Shows what would change before anything is applied</source>
        <translation>套用前先顯示會變更的內容</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PresetReview</name>
    <message>
        <source>What you have edited on pages goes along in the same step.</source>
        <translation>各頁面上已編輯的內容會一併套用。</translation>
    </message>
    <message>
        <source>&amp;Apply in one step</source>
        <translation>一次套用(&amp;A)</translation>
    </message>
    <message>
        <source>Review: %1</source>
        <translation>檢視：%1</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>變更內容</translation>
    </message>
    <message>
        <source>What it means for people</source>
        <translation>對使用者的影響</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>使用者名稱(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密碼(&amp;P)</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>缺少的內容</translation>
    </message>
    <message>
        <source>Basic authentication needs a user name and a password, which everybody who is asked will share.</source>
        <translation>Basic驗證需要一組使用者名稱與密碼，由所有被要求的人共用。</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>My address</source>
        <comment>memo for the administrator&apos;s own address</comment>
        <translation>我的位址</translation>
    </message>
    <message>
        <source>Your address %1 goes into the list in the same step.</source>
        <translation>您的位址 %1 會一併加入清單。</translation>
    </message>
    <message>
        <source>&amp;Leave it out</source>
        <translation>不加入(&amp;L)</translation>
    </message>
    <message>
        <source>The list is empty, so that this preset lets nobody in by address.</source>
        <translation>清單是空的，因此此預設組合不會讓任何人憑位址進入。</translation>
    </message>
    <message>
        <source>The list does not contain your address %1.</source>
        <translation>清單中沒有您的位址 %1。</translation>
    </message>
    <message>
        <source>Add &amp;my address</source>
        <translation>加入我的位址(&amp;M)</translation>
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
        <translation>變更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>變更後</translation>
    </message>
    <message>
        <source>All of this is in force already.</source>
        <translation>全部已經生效。</translation>
    </message>
    <message>
        <source>Whether you would still get in can be told as soon as nothing is missing.</source>
        <translation>補齊缺少的內容後，即可得知您是否仍能進入。</translation>
    </message>
    <message>
        <source>The platform is being asked whether you would still get in…</source>
        <translation>正在向平台查詢您是否仍能進入…</translation>
    </message>
    <message>
        <source>Whether you would still get in is not known: %1 It will be looked at again before anything is in force.</source>
        <translation>無法得知您是否仍能進入：%1 生效之前會再次確認。</translation>
    </message>
    <message>
        <source>To apply it all the same you will be asked for a reason.</source>
        <translation>若仍要套用，系統會要求您說明原因。</translation>
    </message>
    <message>
        <source>There is nothing to apply.</source>
        <translation>沒有可套用的內容。</translation>
    </message>
    <message>
        <source>Applies all of this, or nothing of it</source>
        <translation>全部套用，或完全不套用</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ProfileDialog</name>
    <message>
        <source>&amp;Forget it</source>
        <translation>清除(&amp;F)</translation>
    </message>
    <message>
        <source>Add a connection</source>
        <translation>新增連線</translation>
    </message>
    <message>
        <source>Edit “%1”</source>
        <translation>編輯「%1」</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名稱(&amp;N)</translation>
    </message>
    <message>
        <source>What you call this connection.</source>
        <translation>您為此連線取的名稱。</translation>
    </message>
    <message>
        <source>&amp;Host name</source>
        <translation>主機名稱(&amp;H)</translation>
    </message>
    <message>
        <source>The tenant&apos;s own, such as demo.example.org; the platform&apos;s certificate has to be for it.</source>
        <translation>租用戶本身的主機名稱，例如demo.example.org；平台的憑證必須是為此名稱核發。</translation>
    </message>
    <message>
        <source>&amp;Address (if not the host name)</source>
        <translation>位址（若與主機名稱不同）(&amp;A)</translation>
    </message>
    <message>
        <source>An IP address or another name, where the host name is not known to the network.</source>
        <translation>IP位址或其他名稱，用於網路無法解析主機名稱時。</translation>
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation>連接埠(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>使用者名稱(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>儲存(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>You will be asked about the platform&apos;s certificate when you connect the next time</source>
        <translation>下次連線時，系統會詢問您是否信任平台的憑證</translation>
    </message>
    <message>
        <source>The authorities that this computer trusts vouch for the platform.</source>
        <translation>由此電腦信任的授權單位為平台擔保。</translation>
    </message>
    <message>
        <source>Only this certificate is trusted (SHA-256):</source>
        <translation>僅信任此憑證（SHA-256）：</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ProfileList</name>
    <message>
        <source>Connections</source>
        <translation>連線</translation>
    </message>
    <message>
        <source>Last used %1</source>
        <translation>上次使用：%1</translation>
    </message>
    <message>
        <source>Not used yet</source>
        <translation>尚未使用</translation>
    </message>
    <message>
        <source>Local platform</source>
        <translation>本機平台</translation>
    </message>
    <message>
        <source>On this computer, tenant demo</source>
        <translation>在此電腦上，租用戶demo</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>user at host</comment>
        <translation>%1 @ %2</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ProfilePanel</name>
    <message>
        <source>&amp;Remember it in this system&apos;s keyring</source>
        <translation>記在此系統的鑰匙圈中(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密碼(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>編輯(&amp;E)…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>移除(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>連線(&amp;C)</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>主機名稱</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>位址</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>使用者名稱</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>信任</translation>
    </message>
    <message>
        <source>%1, port %2</source>
        <comment>address</comment>
        <translation>%1，連接埠%2</translation>
    </message>
    <message>
        <source>The authorities that this computer trusts</source>
        <translation>此電腦信任的授權單位</translation>
    </message>
    <message>
        <source>Only the certificate that you have trusted</source>
        <translation>僅限您信任的憑證</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>正在連線至%1…</translation>
    </message>
    <message>
        <source>A connection is being made. You can stop it.</source>
        <translation>正在建立連線。您可以停止。</translation>
    </message>
    <message>
        <source>Enter the password first.</source>
        <translation>請先輸入密碼。</translation>
    </message>
    <message>
        <source>Name, host, address, port, user and trust of this connection</source>
        <translation>此連線的名稱、主機、位址、連接埠、使用者與信任設定</translation>
    </message>
    <message>
        <source>Takes this connection off the list, and its password out of the keyring</source>
        <translation>從清單移除此連線，並從鑰匙圈移除其密碼</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ProgressRow</name>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ProofCard</name>
    <message>
        <source>Proof that nothing was altered</source>
        <translation>未遭竄改的證明</translation>
    </message>
    <message>
        <source>“%1” was written.</source>
        <translation>已寫入「%1」。</translation>
    </message>
    <message>
        <source>Check &amp;now</source>
        <translation>立即檢查(&amp;N)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Save ke&amp;y…</source>
        <translation>儲存金鑰(&amp;Y)…</translation>
    </message>
    <message>
        <source>Tr&amp;ust this key…</source>
        <translation>信任此金鑰(&amp;U)…</translation>
    </message>
    <message>
        <source>&amp;Forget it…</source>
        <translation>忘記(&amp;F)…</translation>
    </message>
    <message>
        <source>Copy the checkpoint</source>
        <translation>複製檢查點</translation>
    </message>
    <message>
        <source>Copy the key’s id</source>
        <translation>複製金鑰 ID</translation>
    </message>
    <message>
        <source>The platform’s check</source>
        <translation>平台的檢查</translation>
    </message>
    <message>
        <source>Newest checkpoint</source>
        <translation>最新檢查點</translation>
    </message>
    <message>
        <source>The log’s public key</source>
        <translation>記錄的公開金鑰</translation>
    </message>
    <message>
        <source>Known to this console</source>
        <translation>此主控台的記憶</translation>
    </message>
    <message>
        <source>Every event is linked to the one before it, and how far the log went is signed again and again. Whoever alters an event, leaves one out or cuts the log off breaks that chain.</source>
        <translation>每個事件都與前一個事件相連，記錄的末端也會反覆簽署。任何人竄改、刪除事件或截斷記錄，都會破壞這條鏈。</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>Asking the platform…</source>
        <translation>正在詢問平台…</translation>
    </message>
    <message>
        <source>A check is under way</source>
        <translation>檢查進行中</translation>
    </message>
    <message>
        <source>Has the platform go through the whole log, from its first event on</source>
        <translation>請平台自第一個事件起檢查整份記錄</translation>
    </message>
    <message>
        <source>The platform has not answered yet</source>
        <translation>平台尚未回應</translation>
    </message>
    <message>
        <source>number %1 to %2</source>
        <translation>編號 %1 至 %2</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>檢查中…</translation>
    </message>
    <message>
        <source>Not checked yet. It is checked when the platform starts, and every night.</source>
        <translation>尚未檢查。平台啟動時及每晚會檢查。</translation>
    </message>
    <message>
        <source>Intact, as of %1: there is no event yet.</source>
        <translation>截至 %1 完整：尚無事件。</translation>
    </message>
    <message>
        <source>Intact, as of %1: %2. What came before was deleted by retention, and that is signed.</source>
        <translation>截至 %1 完整：%2。之前的內容因保存期限刪除，且已簽署。</translation>
    </message>
    <message>
        <source>Intact, as of %1: %2, from the first event on.</source>
        <translation>截至 %1 完整：%2，自第一個事件起。</translation>
    </message>
    <message>
        <source>Failed at number %1, as of %2.</source>
        <translation>截至 %2，於編號 %1 處失敗。</translation>
    </message>
    <message>
        <source>Failed, as of %1.</source>
        <translation>截至 %1 失敗。</translation>
    </message>
    <message>
        <source>None was signed yet.</source>
        <translation>尚未簽署任何檢查點。</translation>
    </message>
    <message>
        <source>Number %1, signed %2, hash %3…</source>
        <comment>number of an event; time; first digits</comment>
        <translation>編號 %1，簽署於 %2，雜湊值 %3…</translation>
    </message>
    <message>
        <source>There is none: the platform’s operator has set no key by which keys are kept.</source>
        <translation>沒有：平台營運者未設定用於保管金鑰的金鑰。</translation>
    </message>
    <message>
        <source>A file for whoever verifies what was exported from this log</source>
        <translation>供驗證此記錄匯出內容者使用的檔案</translation>
    </message>
    <message>
        <source>Tr&amp;ust the new key…</source>
        <translation>信任新金鑰(&amp;U)…</translation>
    </message>
    <message>
        <source>Re&amp;member it</source>
        <translation>記住(&amp;M)</translation>
    </message>
    <message>
        <source>What was exported is then not verified by this key any more</source>
        <translation>之後將不再以此金鑰驗證匯出的內容</translation>
    </message>
    <message>
        <source>A key was seen first on %1.</source>
        <translation>首次見到金鑰的時間為 %1。</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>No key was ever seen here.</source>
        <translation>此處從未見過金鑰。</translation>
    </message>
    <message>
        <source>Seen for the first time on %1, and trusted from now on. To be sure that it is the right one, compare its digits with those that the platform’s operator tells you.</source>
        <translation>於 %1 首次見到，此後予以信任。若要確認其正確，請與平台營運者告知的數字比對。</translation>
    </message>
    <message>
        <source>The same key as on %1, when it was seen first.</source>
        <translation>與 %1 首次見到的金鑰相同。</translation>
    </message>
    <message>
        <source>This is another key than the one seen first on %1:
%2
Whoever exchanges the key can sign an altered log. What was exported before is verified by the key from before only. Ask the platform’s operator why it was changed.</source>
        <translation>此金鑰與 %1 首次見到的不同：
%2
能更換金鑰的人就能簽署遭竄改的記錄。先前匯出的內容只能以先前的金鑰驗證。請詢問平台營運者更換的原因。</translation>
    </message>
    <message>
        <source>There was a key on %1, and now there is none:
%2
Ask the platform’s operator why.</source>
        <translation>%1 時曾有金鑰，現在沒有：
%2
請詢問平台營運者原因。</translation>
    </message>
    <message>
        <source>It is not remembered. What was exported cannot be verified by it.</source>
        <translation>未記住。匯出的內容無法以此金鑰驗證。</translation>
    </message>
    <message>
        <source>The key’s id was copied.</source>
        <translation>已複製金鑰 ID。</translation>
    </message>
    <message>
        <source>Save the log’s public key</source>
        <translation>儲存記錄的公開金鑰</translation>
    </message>
    <message>
        <source>audit-log-key</source>
        <comment>name of a file</comment>
        <translation>audit-log-key</translation>
    </message>
    <message>
        <source>Keys (*.pem)</source>
        <translation>金鑰 (*.pem)</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>不同的金鑰</translation>
    </message>
    <message>
        <source>Trust the key that the platform has now, in place of the one that was seen first?</source>
        <translation>要信任平台目前的金鑰，取代首次見到的金鑰嗎？</translation>
    </message>
    <message>
        <source>Do this only if the platform’s operator has told you of the change, by another way than this console. Files that were exported before are not verified by the new key; save the key from before if you still need it.</source>
        <translation>僅在平台營運者透過此主控台以外的方式告知更換時才這麼做。先前匯出的檔案無法以新金鑰驗證；若仍需要先前的金鑰，請先儲存。</translation>
    </message>
    <message>
        <source>&amp;Trust the new key</source>
        <translation>信任新金鑰(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Keep the old one</source>
        <translation>保留舊金鑰(&amp;O)</translation>
    </message>
    <message>
        <source>Forget the key</source>
        <translation>忘記金鑰</translation>
    </message>
    <message>
        <source>Forget the key of this log that was seen first?</source>
        <translation>要忘記首次見到的此記錄金鑰嗎？</translation>
    </message>
    <message>
        <source>Bundles of this log are then of an unknown key, and a change of the key is not noticed. At the next connection the key that the platform has then is taken as the first.</source>
        <translation>之後此記錄的套件將為金鑰不明，且無法察覺金鑰變更。下次連線時，平台當時的金鑰會被視為首次見到的金鑰。</translation>
    </message>
    <message>
        <source>&amp;Forget it</source>
        <translation>忘記(&amp;F)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Intact, as of %1: %2. What came before was deleted by retention; nothing is signed.</source>
        <translation>截至 %1 完整：%2。較早的部分已依保留期限刪除，且沒有任何簽章。</translation>
    </message>
    <message>
        <source>Intact, as of %1. Retention has deleted all of that since; the rest is checked tonight at the latest.</source>
        <translation>截至 %1 完整。當時檢查過的事件之後已全數依保存期限刪除；其餘部分最遲在今晚檢查。</translation>
    </message>
    <message>
        <source>Intact, as of %1: up to number %2. The oldest events are deleted by retention.</source>
        <translation>截至 %1 完整：至編號 %2。最舊的事件已依保存期限刪除。</translation>
    </message>
    <message>
        <source>This platform does not hand out the signed line by which it could be verified</source>
        <translation>此平台未提供可供驗證的簽署文字行</translation>
    </message>
    <message>
        <source>Copies the signed line. Keep it where nobody who runs the platform can change it: exported bundles can be held against it.</source>
        <translation>複製簽署的文字行。請保存在平台營運人員無法變更之處：匯出的套件可與其比對。</translation>
    </message>
    <message>
        <source>The checkpoint was copied as a signed line, which can be kept in a file of its own.</source>
        <translation>已將檢查點複製為簽署的文字行，可單獨存成檔案。</translation>
    </message>
    <message>
        <source>Not proven from number %1 on, as of %2.</source>
        <translation>從編號 %1 起未經證明（截至 %2）。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ProtectionCard</name>
    <message>
        <source>Protection now</source>
        <translation>目前的防護</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::RecentFilesMenu</name>
    <message>
        <source>No log file was opened yet</source>
        <translation>尚未開啟任何記錄檔</translation>
    </message>
    <message>
        <source>Files that you open will be listed here.</source>
        <translation>開啟過的檔案會列在這裡。</translation>
    </message>
    <message>
        <source>%1 (not there any more)</source>
        <comment>path of a file</comment>
        <translation>%1（已不存在）</translation>
    </message>
    <message>
        <source>This file was moved, renamed or deleted, or its disk is not there.</source>
        <translation>此檔案已被移動、重新命名或刪除，或其磁碟未連接。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::RefreshRow</name>
    <message>
        <source>Re&amp;fresh</source>
        <translation>重新整理(&amp;F)</translation>
    </message>
    <message>
        <source>Time &amp;zone:</source>
        <translation>時區(&amp;Z)：</translation>
    </message>
    <message>
        <source>An answer is on its way</source>
        <translation>正在等候回覆</translation>
    </message>
    <message>
        <source>Asks the platform anew (F5)</source>
        <translation>重新查詢平台（F5）</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::Relocation</name>
    <message>
        <source>The tenant is at https://%1 now, and from here it cannot be reached by that name: %2 The change is in force, and its old address has ended. Try again once the name is known to this network, or sign out and enter the platform’s IP address in the connection, which has the new name already.</source>
        <translation>租用戶現在位於 https://%1，但從這裡無法以該名稱連線：%2 變更已生效，舊位址已失效。請待此網路能解析該名稱後再試一次，或登出後在連線（已改為新名稱）中輸入平台的IP位址。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::RetentionDialog</name>
    <message>
        <source>&amp;Save them first…</source>
        <translation>先儲存(&amp;S)…</translation>
    </message>
    <message>
        <source>Keep events for a shorter time</source>
        <translation>縮短保存期限</translation>
    </message>
    <message>
        <source>Asking the platform what this would delete…</source>
        <translation>正在詢問平台會刪除哪些事件…</translation>
    </message>
    <message>
        <source>It could not be found out what this would delete. %1</source>
        <translation>無法得知會刪除哪些事件。%1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>To be deleted: %1.</source>
        <translation>將刪除：%1。</translation>
    </message>
    <message>
        <source>No event is that old: nothing is deleted now.</source>
        <translation>沒有那麼舊的事件：目前不會刪除任何內容。</translation>
    </message>
    <message>
        <source>Events are kept for %1 instead of %2.</source>
        <translation>保存期限由 %2 改為 %1。</translation>
    </message>
    <message>
        <source>What is deleted cannot be had back, by nobody. Saved as a sealed bundle, it still opens in the console and on the command line, and proves that it was not altered.</source>
        <translation>刪除後任何人都無法復原。存成封印套件後，仍可在主控台與命令列開啟，並可證明未遭竄改。</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>套用(&amp;A)</translation>
    </message>
    <message>
        <source>The events are being saved</source>
        <translation>正在儲存事件</translation>
    </message>
    <message>
        <source>First it has to be known what this deletes</source>
        <translation>須先得知會刪除哪些事件</translation>
    </message>
    <message>
        <source>Writes exactly these events into a sealed bundle</source>
        <translation>僅將這些事件寫入封印套件</translation>
    </message>
    <message>
        <source>S&amp;top saving</source>
        <translation>停止儲存(&amp;T)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save the events first</source>
        <translation>先儲存事件</translation>
    </message>
    <message>
        <source>audit-log</source>
        <comment>name of a file</comment>
        <translation>audit-log</translation>
    </message>
    <message>
        <source>Sealed bundles (*.zip)</source>
        <translation>封印套件 (*.zip)</translation>
    </message>
    <message>
        <source>All of them were written to “%1”. Now they can be deleted here.</source>
        <translation>已全部寫入「%1」。現在可以在此刪除。</translation>
    </message>
    <message>
        <source>No file was written: %1</source>
        <translation>未寫入檔案：%1</translation>
    </message>
    <message>
        <source>Saving… %1</source>
        <comment>size so far</comment>
        <translation>儲存中… %1</translation>
    </message>
    <message>
        <source>Stopped. No file was written, and nothing was deleted.</source>
        <translation>已停止。未寫入檔案，也未刪除任何內容。</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Delete %Ln events and apply</source>
        <translation>
            <numerusform>刪除 %Ln 個事件並套用(&amp;D)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::RetentionPage</name>
    <message>
        <source>Kee&amp;p events for</source>
        <translation>事件保存期限(&amp;P)</translation>
    </message>
    <message>
        <source>Older ones are deleted every night, month by month, and at once where this is shortened.</source>
        <translation>更舊的事件會在每晚按月刪除；縮短期限時會立即刪除。</translation>
    </message>
    <message>
        <source>Retention and archives</source>
        <translation>保存期限與封存</translation>
    </message>
    <message>
        <source>Events are kept for %1, and then deleted for good.</source>
        <translation>事件保存 %1，之後永久刪除。</translation>
    </message>
    <message>
        <source>Events are kept longer from then on. Those that are deleted already do not come back.</source>
        <translation>之後事件會保存更久。已刪除的無法復原。</translation>
    </message>
    <message>
        <source>Asking the platform what this would delete…</source>
        <translation>正在詢問平台會刪除哪些事件…</translation>
    </message>
    <message>
        <source>It could not be found out what this would delete. %1</source>
        <translation>無法得知會刪除哪些事件。%1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>No event is that old: nothing would be deleted now.</source>
        <translation>沒有那麼舊的事件：目前不會刪除任何內容。</translation>
    </message>
    <message>
        <source>This deletes at once and for good: %1. You are asked before, and can save them first.</source>
        <translation>將立即永久刪除：%1。刪除前會先詢問，您可先儲存。</translation>
    </message>
    <message>
        <source>Time &amp;zone:</source>
        <translation>時區(&amp;Z)：</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::RevokeDialog</name>
    <message>
        <source>Revoke certificates</source>
        <translation>撤銷憑證</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>It holds at once and for good: the next request with such a certificate is refused, open connections end, and nothing brings it back. Whoever needs one again gets another.</source>
        <translation>立即生效且無法復原：使用此憑證的下一個要求會被拒絕，已開啟的連線會結束。需要的人可重新核發。</translation>
    </message>
    <message>
        <source>Looking for their valid certificates: %1 of %2 people…</source>
        <translation>正在查找有效憑證：%2 人中的 %1 人…</translation>
    </message>
    <message>
        <source>None of those selected has a valid certificate.</source>
        <translation>所選的人都沒有有效憑證。</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重試(&amp;T)</translation>
    </message>
    <message>
        <source>It is not known yet which certificates these are</source>
        <translation>尚不知道是哪些憑證</translation>
    </message>
    <message>
        <source>There is nothing that could be revoked</source>
        <translation>沒有可撤銷的憑證</translation>
    </message>
    <message>
        <source>&amp;Lost or stolen</source>
        <comment>reason of a revocation</comment>
        <translation>遺失或遭竊(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Not needed any more</source>
        <comment>reason of a revocation</comment>
        <translation>不再需要(&amp;N)</translation>
    </message>
    <message>
        <source>Re&amp;placed by another</source>
        <comment>reason of a revocation</comment>
        <translation>已被取代(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Other duties</source>
        <comment>reason of a revocation</comment>
        <translation>職務異動(&amp;O)</translation>
    </message>
    <message>
        <source>No reason &amp;given</source>
        <comment>reason of a revocation</comment>
        <translation>未說明理由(&amp;G)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln valid certificates of %1.</source>
        <translation>
            <numerusform>%1 的 %Ln 張有效憑證。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 valid certificates of %Ln people.</source>
        <translation>
            <numerusform>%Ln 人的 %1 張有效憑證。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Revoke %Ln certificates</source>
        <translation>
            <numerusform>撤銷 %Ln 張憑證(&amp;R)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln certificates are revoked.</source>
        <translation>
            <numerusform>%Ln 張憑證中已撤銷 %1 張。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SaveFilterDialog</name>
    <message>
        <source>&amp;Name</source>
        <translation>名稱(&amp;N)</translation>
    </message>
    <message>
        <source>Save the filter</source>
        <translation>儲存篩選</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>It is kept on this computer.</source>
        <translation>儲存在這台電腦上。</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>取代(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>儲存(&amp;S)</translation>
    </message>
    <message>
        <source>Enter a name first</source>
        <translation>請先輸入名稱</translation>
    </message>
    <message>
        <source>There is a filter of this name; this one takes its place.</source>
        <translation>已有同名的篩選；將由此篩選取代。</translation>
    </message>
    <message>
        <source>What you find it by in the menu.</source>
        <translation>在選單中顯示的名稱。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SavedFiltersButton</name>
    <message>
        <source>Saved filters</source>
        <translation>已儲存的篩選</translation>
    </message>
    <message>
        <source>No filter was saved yet</source>
        <translation>尚未儲存任何篩選</translation>
    </message>
    <message>
        <source>&amp;Save this filter…</source>
        <translation>儲存此篩選(&amp;S)…</translation>
    </message>
    <message>
        <source>There is no filter that could be saved</source>
        <translation>沒有可儲存的篩選</translation>
    </message>
    <message>
        <source>&amp;Rename and delete…</source>
        <translation>重新命名與刪除(&amp;R)…</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SavedFiltersDialog</name>
    <message>
        <source>&amp;Use</source>
        <translation>使用(&amp;U)</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>重新命名(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>刪除(&amp;D)</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>已儲存的篩選</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>There is a filter of the name “%1” already.</source>
        <translation>已有名為「%1」的篩選。</translation>
    </message>
    <message>
        <source>A saved filter needs a name.</source>
        <translation>儲存的篩選需要名稱。</translation>
    </message>
    <message>
        <source>No filter was saved yet</source>
        <translation>尚未儲存任何篩選</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SealedSpanPanel</name>
    <message>
        <source>from %1 up to %2</source>
        <comment>times</comment>
        <translation>自 %1 至 %2</translation>
    </message>
    <message>
        <source>from %1 on</source>
        <comment>time</comment>
        <translation>自 %1 起</translation>
    </message>
    <message>
        <source>up to %1</source>
        <comment>time</comment>
        <translation>至 %1 為止</translation>
    </message>
    <message>
        <source>the whole log</source>
        <translation>整份記錄</translation>
    </message>
    <message>
        <source>Events by their &amp;numbers</source>
        <translation>依編號指定(&amp;N)</translation>
    </message>
    <message>
        <source>Number of the first event</source>
        <translation>第一個事件的編號</translation>
    </message>
    <message>
        <source>Number of the last event</source>
        <translation>最後一個事件的編號</translation>
    </message>
    <message>
        <source>From</source>
        <comment>number of the first event</comment>
        <translation>自</translation>
    </message>
    <message>
        <source>to</source>
        <comment>number of the last event</comment>
        <translation>至</translation>
    </message>
    <message>
        <source>A sealed bundle proves that nothing in it was altered and nothing left out. That can only be told of a whole span, so the filter does not count here: every event of the span goes into it.</source>
        <translation>封印套件可證明內容未遭竄改、亦無缺漏。這只能針對完整區間證明，因此不套用篩選：區間內的所有事件都會納入。</translation>
    </message>
    <message>
        <source>The span of &amp;time of the view: %1</source>
        <translation>目前檢視的期間(&amp;T)：%1</translation>
    </message>
    <message>
        <source>Enter two numbers from 1 on, the smaller one first.</source>
        <translation>請輸入兩個 1 以上的編號，較小者在前。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SecondPairForm</name>
    <message>
        <source>Accept a &amp;second pair until an end date</source>
        <translation>在結束日期之前接受第二組(&amp;S)</translation>
    </message>
    <message>
        <source>For a change without a day on which nobody gets in: enter the new pair above and the old one here. Both are accepted until the end, and then only the new one.</source>
        <translation>讓變更期間不會有任何一天無法進入：請在上方輸入新的一組，在此輸入舊的一組。在結束時間之前兩組都會接受，之後只接受新的一組。</translation>
    </message>
    <message>
        <source>No second pair is accepted.</source>
        <translation>不接受第二組。</translation>
    </message>
    <message>
        <source>Second user name</source>
        <translation>第二組使用者名稱</translation>
    </message>
    <message>
        <source>Second password</source>
        <translation>第二組密碼</translation>
    </message>
    <message>
        <source>Time zone: %1.</source>
        <translation>時區：%1。</translation>
    </message>
    <message>
        <source>This time is over: the second pair is not accepted any more.</source>
        <translation>此時間已過：不再接受第二組。</translation>
    </message>
    <message>
        <source>Va&amp;lid until</source>
        <translation>有效期限(&amp;L)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SecretField</name>
    <message>
        <source>Enter a new one to replace it</source>
        <translation>輸入新密碼以取代</translation>
    </message>
    <message>
        <source>Enter a password</source>
        <translation>輸入密碼</translation>
    </message>
    <message>
        <source>Keep it</source>
        <comment>the password that is set</comment>
        <translation>保留</translation>
    </message>
    <message>
        <source>Remove</source>
        <comment>the password that is set</comment>
        <translation>移除</translation>
    </message>
    <message>
        <source>Will be removed.</source>
        <translation>將會移除。</translation>
    </message>
    <message>
        <source>Will be replaced by what is entered here.</source>
        <translation>將以此處輸入的內容取代。</translation>
    </message>
    <message>
        <source>Will be set to what is entered here.</source>
        <translation>將設定為此處輸入的內容。</translation>
    </message>
    <message>
        <source>Not set.</source>
        <translation>未設定。</translation>
    </message>
    <message>
        <source>Set since %1 (%2).</source>
        <comment>date and time; age</comment>
        <translation>設定於%1（%2）。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SecureAccessCard</name>
    <message>
        <source>Secure access</source>
        <translation>安全存取</translation>
    </message>
    <message>
        <source>Let people in by client &amp;certificate</source>
        <translation>以用戶端憑證進入(&amp;C)</translation>
    </message>
    <message>
        <source>Somebody else than the certificate’s user may si&amp;gn in</source>
        <translation>憑證使用者以外的人也可登入(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Users may fetch their own certificate</source>
        <translation>使用者可自行取得憑證(&amp;U)</translation>
    </message>
    <message>
        <source>the tenant’s host for certificates</source>
        <translation>憑證專用主機</translation>
    </message>
    <message>
        <source>%1 asks browsers for a certificate, and lets in whoever has a valid one, from any address.</source>
        <comment>host</comment>
        <translation>%1 會向瀏覽器要求憑證，持有效憑證者可從任何位址進入。</translation>
    </message>
    <message>
        <source>%1 lets nobody in. Certificates can be issued all the same, to be installed before the day.</source>
        <comment>host</comment>
        <translation>%1 不讓任何人進入。仍可先核發憑證以便事先安裝。</translation>
    </message>
    <message>
        <source>People are let in by client certificate.</source>
        <translation>可以用戶端憑證進入。</translation>
    </message>
    <message>
        <source>Nobody is let in by client certificate.</source>
        <translation>無人可以用戶端憑證進入。</translation>
    </message>
    <message>
        <source>Any user may sign in with a certificate.</source>
        <translation>持憑證時任何使用者都可登入。</translation>
    </message>
    <message>
        <source>Only a certificate’s own user may sign in with it.</source>
        <translation>只有憑證本人可以登入。</translation>
    </message>
    <message>
        <source>Users may fetch their own certificate.</source>
        <translation>使用者可自行取得憑證。</translation>
    </message>
    <message>
        <source>Users get their certificate from an administrator.</source>
        <translation>使用者向管理員取得憑證。</translation>
    </message>
    <message>
        <source>Mail addresses for reminders</source>
        <translation>提醒的郵件位址</translation>
    </message>
    <message>
        <source>These addresses are told 90, 30, 14, 7, 3 and 1 days before a certificate, the authority or its revocation list ends.</source>
        <translation>在憑證、憑證授權單位或其撤銷清單到期前 90、30、14、7、3 與 1 天，通知這些位址。</translation>
    </message>
    <message>
        <source>Nobody is reminded</source>
        <translation>不提醒任何人</translation>
    </message>
    <message>
        <source>Remi&amp;nders by mail</source>
        <translation>郵件提醒(&amp;N)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SendAgainDialog</name>
    <message>
        <source>&amp;Send again</source>
        <translation>再次傳送(&amp;S)</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>再次傳送</translation>
    </message>
    <message>
        <source>&amp;Recipients</source>
        <translation>收件者(&amp;R)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>address: state</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>正在詢問平台。</translation>
    </message>
    <message>
        <source>Choose a recipient first.</source>
        <translation>請先選擇收件者。</translation>
    </message>
    <message>
        <source>The same mail goes into the queue once more. Whoever has got it already gets it twice, and so does whoever it still waits for.</source>
        <translation>相同的郵件會再次排入佇列。已收到者與仍在等候寄送者都會收到兩次。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ShutOutDialog</name>
    <message>
        <source>&amp;Lock myself out</source>
        <translation>仍要將我自己鎖在外面(&amp;L)</translation>
    </message>
    <message>
        <source>You would lock yourself out</source>
        <translation>您會將自己鎖在外面</translation>
    </message>
    <message>
        <source>Nothing was applied yet. </source>
        <translation>尚未套用任何內容。</translation>
    </message>
    <message>
        <source>What the gate would look at:</source>
        <translation>關卡會檢查的項目：</translation>
    </message>
    <message>
        <source>%1 This decides.</source>
        <translation>%1此為決定結果的條件。</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>原因(&amp;R)</translation>
    </message>
    <message>
        <source>Reason for locking yourself out</source>
        <translation>將自己鎖在外面的原因</translation>
    </message>
    <message>
        <source>For example: the office is closed until Monday</source>
        <translation>例如：辦公室休息至星期一</translation>
    </message>
    <message>
        <source>&amp;Go back</source>
        <translation>返回(&amp;G)</translation>
    </message>
    <message>
        <source>%1 of %2 characters</source>
        <translation>%1／%2個字元</translation>
    </message>
    <message>
        <source>Say why first.</source>
        <translation>請先說明原因。</translation>
    </message>
    <message>
        <source>The reason is too long: %1 characters at most.</source>
        <translation>原因太長：最多%1個字元。</translation>
    </message>
    <message>
        <source>Applies the change, with your reason in the audit log</source>
        <translation>套用變更，並將您的原因寫入稽核記錄</translation>
    </message>
    <message>
        <source>Go back, and list your address or switch Basic authentication on in the same step. If you do mean it, say why; the reason is written to the audit log.</source>
        <translation>請返回，將您的位址加入清單，或在同一步驟中開啟Basic驗證。若確實要這麼做，請說明原因；原因會寫入稽核記錄。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SignInAgain</name>
    <message>
        <source>The local platform runs anew, at another port. Disconnect and open it again.</source>
        <translation>本機平台已在另一個連接埠重新啟動。請中斷連線後重新開啟。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SignInPage</name>
    <message>
        <source>Suggest &amp;login names while somebody types on the sign-in page</source>
        <translation>在登入頁面輸入時建議登入名稱(&amp;L)</translation>
    </message>
    <message>
        <source>The sign-in page suggests login names while somebody types.</source>
        <translation>登入頁面會在輸入時建議登入名稱。</translation>
    </message>
    <message>
        <source>The sign-in page suggests no login names.</source>
        <translation>登入頁面不會建議登入名稱。</translation>
    </message>
    <message>
        <source>A&amp;utomatic sign-in</source>
        <translation>自動登入(&amp;U)</translation>
    </message>
    <message>
        <source>People may choose to stay signed in for so long after they have entered their password, on the browser they did it in. It ends when the password changes, the account is locked, or its role is another.</source>
        <translation>使用者輸入密碼後，可選擇在該瀏覽器上保持登入這麼久。變更密碼、帳號遭鎖定或角色變更時即結束。</translation>
    </message>
    <message>
        <source>A session ends &amp;without use after</source>
        <translation>工作階段閒置多久後結束(&amp;W)</translation>
    </message>
    <message>
        <source>%1 to %2. Following the audit log live is no use.</source>
        <translation>%1到%2。即時追蹤稽核記錄不算使用。</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>工作階段</translation>
    </message>
    <message>
        <source>Every address reaches the sign-in page, so that it gives the login names away to anybody who types. List your addresses first.</source>
        <translation>所有位址都能到達登入頁面，因此任何人輸入文字都能得知登入名稱。請先列出您的位址。</translation>
    </message>
    <message>
        <source>&amp;Go to IP address restriction</source>
        <translation>前往IP位址限制(&amp;G)</translation>
    </message>
    <message>
        <source>Sessions that were not used for %1 end at once. They are being counted…</source>
        <translation>閒置%1的工作階段會立即結束。正在計算數量…</translation>
    </message>
    <message>
        <source>No open session ends at once: all were used within %1.</source>
        <translation>沒有工作階段會立即結束：全部都在%1內使用過。</translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln open sessions end at once: they were not used for %1.</source>
        <translation>
            <numerusform>至少有%Ln個工作階段會立即結束：已閒置%1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 open sessions end at once: they were not used for %2.</source>
        <translation>
            <numerusform>%1個工作階段中有%Ln個會立即結束：已閒置%2。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SignInPreview</name>
    <message>
        <source>Light</source>
        <translation>淺色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>桌面</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手機</translation>
    </message>
    <message>
        <source>After a &amp;failed sign-in</source>
        <translation>登入失敗後(&amp;F)</translation>
    </message>
    <message>
        <source>Language of the preview</source>
        <translation>預覽的語言</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SimulatorPanel</name>
    <message>
        <source>What the gate looks at</source>
        <translation>閘門檢查的項目</translation>
    </message>
    <message>
        <source>Make up a visit, and see what the gate would do and why. Nothing is sent or changed by it.</source>
        <translation>設想一次存取，查看閘門會如何處理及其原因。不會送出或變更任何內容。</translation>
    </message>
    <message>
        <source>In force now: %1</source>
        <translation>目前生效：%1</translation>
    </message>
    <message>
        <source>Different with your edits: %1</source>
        <translation>編輯後不同：%1</translation>
    </message>
    <message>
        <source>The same with your edits: %1</source>
        <translation>編輯後相同：%1</translation>
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
        <translation>再試一次</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名稱(&amp;N)</translation>
    </message>
    <message>
        <source>3 to 32 characters: the letters a to z, digits and hyphens, with no hyphen at either end.</source>
        <translation>3到32個字元：小寫字母、數字與連字號，首尾不可為連字號。</translation>
    </message>
    <message>
        <source>What the change does</source>
        <translation>變更的影響</translation>
    </message>
    <message>
        <source>Subdomain</source>
        <translation>子網域</translation>
    </message>
    <message>
        <source>This is the tenant’s present name.</source>
        <translation>這是租用戶目前的名稱。</translation>
    </message>
    <message>
        <source>Asking whether “%1” is free…</source>
        <translation>正在確認「%1」是否可用…</translation>
    </message>
    <message>
        <source>Whether “%1” is free is not known: %2</source>
        <translation>無法得知「%1」是否可用：%2</translation>
    </message>
    <message>
        <source>“%1” is free.</source>
        <translation>「%1」可以使用。</translation>
    </message>
    <message>
        <source>“%1” is taken. Choose another.</source>
        <translation>「%1」已被使用。請選擇其他名稱。</translation>
    </message>
    <message>
        <source>Main address</source>
        <translation>主要位址</translation>
    </message>
    <message>
        <source>With a client certificate</source>
        <translation>使用用戶端憑證時</translation>
    </message>
    <message>
        <source>Bookmarks and links break</source>
        <translation>書籤與連結會失效</translation>
    </message>
    <message>
        <source>The old address stops at once and leads nowhere. Tell people the new one before.</source>
        <translation>舊位址會立即失效，無法連到任何地方。請事先告知新位址。</translation>
    </message>
    <message>
        <source>Browsers are signed out</source>
        <translation>瀏覽器會被登出</translation>
    </message>
    <message>
        <source>A browser’s session belongs to the address. Everybody signs in again at the new one.</source>
        <translation>瀏覽器的工作階段屬於該位址。所有人都要在新位址重新登入。</translation>
    </message>
    <message>
        <source>Client certificates are asked for elsewhere</source>
        <translation>要求用戶端憑證的位址會改變</translation>
    </message>
    <message>
        <source>They stay valid, and people have to use them at the new address.</source>
        <translation>憑證仍然有效，但須在新位址使用。</translation>
    </message>
    <message>
        <source>Integrations stop</source>
        <translation>整合會中斷</translation>
    </message>
    <message>
        <source>Services that send events, proxies that ask this platform and subscribed calendars need the new address.</source>
        <translation>傳送事件的服務、向此平台查詢的代理伺服器與訂閱的行事曆都需要新位址。</translation>
    </message>
    <message>
        <source>This console goes on</source>
        <translation>此主控台可繼續使用</translation>
    </message>
    <message>
        <source>It follows to the new address by itself, and so does its entry in the list of connections.</source>
        <translation>它會自動改用新位址，連線清單中的項目也會跟著更新。</translation>
    </message>
    <message>
        <source>The old name stays yours</source>
        <translation>舊名稱仍保留給您</translation>
    </message>
    <message>
        <source>Nobody else can take “%1” before %2, and you can go back to it.</source>
        <translation>在%2之前其他人無法使用「%1」，您也可以改回。</translation>
    </message>
    <message>
        <source>The tenant is called “%1” now. “%2” leads nowhere any more and stays reserved for this tenant until %3.</source>
        <translation>租用戶現在名為「%1」。「%2」已無法使用，並為此租用戶保留至%3。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SupportPage</name>
    <message>
        <source>Staff may &amp;not look</source>
        <translation>不允許人員檢視(&amp;N)</translation>
    </message>
    <message>
        <source>Staff may not look</source>
        <translation>不允許人員檢視</translation>
    </message>
    <message>
        <source>Nobody of the platform’s staff sees anything of this tenant in a console.</source>
        <translation>平台人員無法在主控台中看到此租用戶的任何內容。</translation>
    </message>
    <message>
        <source>Staff may &amp;look until a time</source>
        <translation>允許人員檢視至指定時間(&amp;L)</translation>
    </message>
    <message>
        <source>Staff may look until a time</source>
        <translation>允許人員檢視至指定時間</translation>
    </message>
    <message>
        <source>They sign in with accounts of their own and see a console in which nothing can be changed. It ends by itself.</source>
        <translation>人員以自己的帳號登入，看到的是無法變更任何內容的主控台。時間到時會自動結束。</translation>
    </message>
    <message>
        <source>&amp;Until</source>
        <translation>結束時間(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;1 hour</source>
        <translation>1小時(&amp;1)</translation>
    </message>
    <message>
        <source>&amp;4 hours</source>
        <translation>4小時(&amp;4)</translation>
    </message>
    <message>
        <source>End of &amp;today</source>
        <translation>至今天結束(&amp;T)</translation>
    </message>
    <message>
        <source>End of to&amp;morrow</source>
        <translation>至明天結束(&amp;M)</translation>
    </message>
    <message>
        <source>What staff can do</source>
        <translation>人員可以做什麼</translation>
    </message>
    <message>
        <source>They see</source>
        <translation>可以看到</translation>
    </message>
    <message>
        <source>the settings of this tenant and their history</source>
        <translation>此租用戶的設定及其歷程</translation>
    </message>
    <message>
        <source>its users, certificates and locked accounts</source>
        <translation>使用者、憑證與已鎖定的帳號</translation>
    </message>
    <message>
        <source>its audit log, while they look</source>
        <translation>檢視期間的稽核記錄</translation>
    </message>
    <message>
        <source>They can never</source>
        <translation>絕對無法</translation>
    </message>
    <message>
        <source>change, issue, unlock or delete anything</source>
        <translation>變更、簽發、解除鎖定或刪除任何項目</translation>
    </message>
    <message>
        <source>see a password, a key or a certificate’s file</source>
        <translation>看到密碼、金鑰或憑證檔案</translation>
    </message>
    <message>
        <source>look without a trace: every view is an event in your log</source>
        <translation>不留痕跡地檢視：每次檢視都會記入您的記錄</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>支援</translation>
    </message>
    <message>
        <source>In your own time zone: %1.</source>
        <translation>您所在的時區：%1。</translation>
    </message>
    <message>
        <source>The platform’s staff may look at this tenant until %1. %2.</source>
        <translation>平台人員可檢視此租用戶至%1。%2。</translation>
    </message>
    <message>
        <source>&amp;End now</source>
        <translation>立即結束(&amp;E)</translation>
    </message>
    <message>
        <source>The platform’s staff may not look. The permission ended at %1.</source>
        <translation>平台人員無法檢視。許可已於%1結束。</translation>
    </message>
    <message>
        <source>The platform’s staff may not look at this tenant.</source>
        <translation>平台人員無法檢視此租用戶。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes are left</source>
        <translation>
            <numerusform>還剩%Ln分鐘</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours are left</source>
        <translation>
            <numerusform>還剩%Ln小時</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days are left</source>
        <translation>
            <numerusform>還剩%Ln天</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SupportViewsCard</name>
    <message>
        <source>Who looked</source>
        <translation>檢視者</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試一次</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>稽核記錄</translation>
    </message>
    <message>
        <source>Everything that happened, newest first</source>
        <translation>所有發生過的事，由新到舊</translation>
    </message>
    <message>
        <source>from %1, %2</source>
        <comment>address, time</comment>
        <translation>來自%1，%2</translation>
    </message>
    <message>
        <source>The audit log is being read…</source>
        <translation>正在讀取稽核記錄…</translation>
    </message>
    <message>
        <source>None of the newest %1 events is a look by the platform’s staff.</source>
        <translation>最新的%1筆事件中沒有平台人員的檢視。</translation>
    </message>
    <message>
        <source>Nobody of the platform’s staff has ever looked at this tenant. Whoever does is listed here, with what was looked at.</source>
        <translation>平台人員從未檢視過此租用戶。檢視者及其檢視內容會列在這裡。</translation>
    </message>
    <message>
        <source>Earlier looks are in the audit log.</source>
        <translation>更早的檢視請見稽核記錄。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TenantHeader</name>
    <message>
        <source>Not connected yet</source>
        <translation>尚未連線</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已連線</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>無法連線</translation>
    </message>
    <message>
        <source>Kept out by the gate</source>
        <translation>遭關卡拒絕</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>已登出</translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <translation>連線：%1</translation>
    </message>
    <message>
        <source>%1 · %2 · from %3</source>
        <comment>login name, role, address</comment>
        <translation>%1 · %2 · 來自%3</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TenantPage</name>
    <message>
        <source>&amp;Name</source>
        <translation>名稱(&amp;N)</translation>
    </message>
    <message>
        <source>At the top of this window, on the sign-in page and in mails. 1 to %1 characters.</source>
        <translation>顯示於本視窗上方、登入頁面與郵件中。1 到 %1 個字元。</translation>
    </message>
    <message>
        <source>Time &amp;zone</source>
        <translation>時區(&amp;Z)</translation>
    </message>
    <message>
        <source>Client certificates end with a day of this time zone; mails and exported logs tell their times by it.</source>
        <translation>用戶端憑證於此時區的一日結束時到期；郵件與匯出記錄的時間也以此為準。</translation>
    </message>
    <message>
        <source>For mails, and for pages where a browser asks for none of the three languages. The language of this console is chosen in its menu.</source>
        <translation>用於郵件，以及瀏覽器未要求這三種語言之一的頁面。本主控台的語言在選單中選擇。</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>語言(&amp;L)</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>位址</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租用戶</translation>
    </message>
    <message>
        <source>“%1” is the tenant&apos;s subdomain, its name in all of its addresses. The page Subdomain changes it.</source>
        <translation>「%1」是租戶的子網域，用於其所有位址。可在「子網域」頁面變更。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TestMailRow</name>
    <message>
        <source>Send test</source>
        <translation>傳送測試</translation>
    </message>
    <message>
        <source>In the delivery log</source>
        <translation>在寄送記錄中檢視</translation>
    </message>
    <message>
        <source>Send test: %1</source>
        <comment>level or rule</comment>
        <translation>傳送測試：%1</translation>
    </message>
    <message>
        <source>Test mail in the delivery log: %1</source>
        <comment>level or rule</comment>
        <translation>寄送記錄中的測試郵件：%1</translation>
    </message>
    <message>
        <source>Every attempt to deliver it, with the mail server’s answers</source>
        <translation>每次寄送嘗試與郵件伺服器的回應</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>正在詢問平台。</translation>
    </message>
    <message>
        <source>Sends a mail to these addresses by the same queue as a real one, and says whether a real one would have gone to the same people</source>
        <translation>以與真實郵件相同的佇列寄送到這些位址，並說明真實郵件是否會寄給相同的人</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TimeZoneDialog</name>
    <message>
        <source>No time zone is called like that. Try the next large city or a country.</source>
        <translation>沒有這個名稱的時區。請試試鄰近的大城市或國家。</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>選擇(&amp;C)</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>時區</translation>
    </message>
    <message>
        <source>Time zones</source>
        <translation>時區清單</translation>
    </message>
    <message>
        <source>City, country, name or offset</source>
        <translation>城市、國家、名稱或時差</translation>
    </message>
    <message>
        <source>Search for a time zone</source>
        <translation>搜尋時區</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>取消(&amp;N)</translation>
    </message>
    <message>
        <source>Choose a time zone from the list.</source>
        <translation>請從清單中選擇時區。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TimeZoneField</name>
    <message>
        <source>&amp;Choose…</source>
        <translation>選擇(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose a time zone</source>
        <translation>選擇時區</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TopList</name>
    <message>
        <source>Enter shows only the events with this value, Shift and Enter all but these; the menu offers both.</source>
        <translation>Enter 只顯示此值的事件，Shift+Enter 顯示此值以外的事件；選單中兩者皆有。</translation>
    </message>
    <message>
        <source>(empty)</source>
        <comment>value of a field</comment>
        <translation>（空白）</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln events</source>
        <comment>value of a field</comment>
        <translation>
            <numerusform>%1，%Ln 個事件</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Only this</source>
        <translation>只顯示此項(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Not this</source>
        <translation>排除此項(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>複製(&amp;C)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TrustDialog</name>
    <message>
        <source>Unknown certificate</source>
        <translation>不明的憑證</translation>
    </message>
    <message>
        <source>&amp;Trust for this connection</source>
        <translation>信任用於此連線(&amp;T)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This computer does not know who vouches for %1 (%2, port %3).</source>
        <translation>此電腦不認識為%1（%2，連接埠%3）擔保的單位。</translation>
    </message>
    <message>
        <source>Ask the platform&apos;s operator for the fingerprint, by telephone or in a letter, and compare it. If it is the same, trust it: from then on this connection accepts this one only. If it is not, somebody else may be listening. Nothing was sent yet.</source>
        <translation>請以電話或信件向平台的維運人員取得指紋並加以比對。若相同，請信任該憑證：此後此連線只接受該憑證。若不同，可能有其他人正在竊聽。目前尚未傳送任何資料。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UnlockDialog</name>
    <message>
        <source>&amp;Unlock</source>
        <translation>解除鎖定(&amp;U)</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解除鎖定</translation>
    </message>
    <message>
        <source>For example: he called, and has found his password</source>
        <translation>例如：已來電確認，並找回了密碼</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>原因(&amp;R)</translation>
    </message>
    <message>
        <source>It is written to the audit log.</source>
        <translation>會寫入稽核記錄。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The platform is being asked.</source>
        <translation>正在向平台查詢。</translation>
    </message>
    <message>
        <source>Say why first.</source>
        <translation>請先說明原因。</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln others</source>
        <translation>
            <numerusform>及其他%Ln人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people can sign in again at once, with the password they have.</source>
        <translation>
            <numerusform>%Ln人可以立即使用目前的密碼重新登入。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UserDialog</name>
    <message>
        <source>Add a user</source>
        <translation>新增使用者</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>編輯 %1</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>儲存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <comment>a user</comment>
        <translation>新增(&amp;A)</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>取消(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密碼(&amp;P)</translation>
    </message>
    <message>
        <source>Pass it on by a safe way. He has to change it at the first sign-in, as the password policy says.</source>
        <translation>請以安全方式轉交。依密碼原則，首次登入時必須變更。</translation>
    </message>
    <message>
        <source>The password policy would not let anybody choose this. You can set it all the same; it has to be changed at the first sign-in.</source>
        <translation>依密碼原則，任何人都不能選用此密碼。仍可設定，但首次登入時必須變更。</translation>
    </message>
    <message>
        <source>Somebody else has changed this user. Reading what stands now…</source>
        <translation>其他人已變更此使用者。正在讀取目前內容…</translation>
    </message>
    <message>
        <source>Somebody else has changed this user, and nothing of yours was saved. What stands now could not be read: %1</source>
        <translation>其他人已變更此使用者，您的變更未儲存。無法讀取目前內容：%1</translation>
    </message>
    <message>
        <source>Somebody else has changed this user since you opened him. Nothing of yours was saved yet.</source>
        <translation>在您開啟之後，其他人已變更此使用者。您的變更尚未儲存。</translation>
    </message>
    <message>
        <source>Somebody else has changed this user since you opened him. Nothing of yours was saved yet. Changed by the other:</source>
        <translation>在您開啟之後，其他人已變更此使用者。您的變更尚未儲存。對方的變更：</translation>
    </message>
    <message>
        <source>If you save now:</source>
        <translation>若現在儲存：</translation>
    </message>
    <message>
        <source>Wait for the answer of the platform.</source>
        <translation>請等待平台回應。</translation>
    </message>
    <message>
        <source>Wait until it is read what stands now.</source>
        <translation>請等待讀取目前內容。</translation>
    </message>
    <message>
        <source>Enter a login name first.</source>
        <translation>請先輸入登入名稱。</translation>
    </message>
    <message>
        <source>Enter or generate a password first.</source>
        <translation>請先輸入或產生密碼。</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>沒有變更。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UserField</name>
    <message>
        <source>Type a part of a name</source>
        <translation>輸入名稱的一部分</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UserForm</name>
    <message>
        <source>May change everything in this console.</source>
        <translation>可在此主控台變更所有內容。</translation>
    </message>
    <message>
        <source>May look at everything in this console, and change nothing.</source>
        <translation>可在此主控台檢視所有內容，但不能變更。</translation>
    </message>
    <message>
        <source>May sign in to the tenant’s services, not to this console.</source>
        <translation>可登入租戶的服務，不能使用此主控台。</translation>
    </message>
    <message>
        <source>May use a &amp;client certificate</source>
        <translation>可使用用戶端憑證(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Must change the password at the next sign-in</source>
        <translation>下次登入時必須變更密碼(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Login name</source>
        <translation>登入名稱(&amp;L)</translation>
    </message>
    <message>
        <source>What is typed in to sign in. Capital and small letters do not tell names apart.</source>
        <translation>登入時輸入的名稱，不區分大小寫。</translation>
    </message>
    <message>
        <source>&amp;Display name</source>
        <translation>顯示名稱(&amp;D)</translation>
    </message>
    <message>
        <source>R&amp;ole</source>
        <translation>角色(&amp;O)</translation>
    </message>
    <message>
        <source>Left empty: the login name</source>
        <translation>留空則為登入名稱</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UserImportDialog</name>
    <message>
        <source>From “%1”.</source>
        <comment>file name</comment>
        <translation>來自「%1」。</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>取消(&amp;N)</translation>
    </message>
    <message>
        <source>Import users</source>
        <translation>匯入使用者</translation>
    </message>
    <message>
        <source>Lines with errors and warnings</source>
        <translation>有錯誤與警告的行</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>%1, %2, %3. Nothing is changed before you import it.</source>
        <comment>added; changed; unchanged</comment>
        <translation>%1、%2、%3。匯入前不會變更任何內容。</translation>
    </message>
    <message>
        <source>Wait until the platform has looked at the file.</source>
        <translation>請等待平台檢查檔案。</translation>
    </message>
    <message>
        <source>The platform has not looked at the file yet.</source>
        <translation>平台尚未檢查檔案。</translation>
    </message>
    <message>
        <source>The import is under way. It is carried through, even if the connection breaks off.</source>
        <translation>正在匯入。即使連線中斷也會執行到底。</translation>
    </message>
    <message>
        <source>There are errors in the file.</source>
        <translation>檔案中有錯誤。</translation>
    </message>
    <message>
        <source>There is nothing in the file that would change anything.</source>
        <translation>檔案中沒有會造成變更的內容。</translation>
    </message>
    <message>
        <source>The platform is looking at the file. Nothing is changed yet.</source>
        <translation>平台正在檢查檔案。尚未變更任何內容。</translation>
    </message>
    <message>
        <source>Importing… This takes a while where there are many passwords.</source>
        <translation>正在匯入… 密碼較多時需要一些時間。</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>匯入(&amp;I)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines cannot be taken over, so nothing of the file is. Correct them in the file, then choose it again.</source>
        <translation>
            <numerusform>有 %Ln 行無法匯入，因此整個檔案都不匯入。請修正檔案後再選取一次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users will be added</source>
        <translation>
            <numerusform>將新增 %Ln 位使用者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln will be changed</source>
        <comment>users</comment>
        <translation>
            <numerusform>變更 %Ln 位</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stay as they are</source>
        <comment>users</comment>
        <translation>
            <numerusform>%Ln 位維持不變</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %Ln users</source>
        <translation>
            <numerusform>匯入 %Ln 位使用者(&amp;I)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UserPasswordDialog</name>
    <message>
        <source>New &amp;password</source>
        <translation>新密碼(&amp;P)</translation>
    </message>
    <message>
        <source>Pass it on by a safe way.</source>
        <translation>請以安全方式轉交。</translation>
    </message>
    <message>
        <source>&amp;Set password</source>
        <translation>設定密碼(&amp;S)</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>取消(&amp;N)</translation>
    </message>
    <message>
        <source>Set a password for %1</source>
        <translation>設定 %1 的密碼</translation>
    </message>
    <message>
        <source>All that is open for %1 ends: sessions, here and in browsers, and automatic sign-ins. At the next sign-in another password has to be chosen.</source>
        <translation>%1 的所有工作階段（主控台與瀏覽器）及自動登入都會結束。下次登入時必須選擇另一個密碼。</translation>
    </message>
    <message>
        <source>All that is open for %1 ends: sessions, here and in browsers, and automatic sign-ins.</source>
        <translation>%1 的所有工作階段（主控台與瀏覽器）及自動登入都會結束。</translation>
    </message>
    <message>
        <source>The password policy would not let anybody choose this. You can set it all the same; it has to be changed at the next sign-in.</source>
        <translation>依密碼原則，任何人都不能選用此密碼。仍可設定，但下次登入時必須變更。</translation>
    </message>
    <message>
        <source>Wait for the answer of the platform.</source>
        <translation>請等待平台回應。</translation>
    </message>
    <message>
        <source>Enter or generate a password first.</source>
        <translation>請先輸入或產生密碼。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersFiles</name>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 檔案 (*.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有檔案 (*)</translation>
    </message>
    <message>
        <source>Import users</source>
        <translation>匯入使用者</translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <comment>users that were added; changed</comment>
        <translation>%1、%2。</translation>
    </message>
    <message>
        <source>Export users</source>
        <translation>匯出使用者</translation>
    </message>
    <message>
        <source>users.csv</source>
        <comment>file name</comment>
        <translation>users.csv</translation>
    </message>
    <message>
        <source>Nothing was exported: %1</source>
        <translation>未匯出任何內容：%1</translation>
    </message>
    <message>
        <source>All users were written to “%1”.</source>
        <translation>所有使用者已寫入「%1」。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln users were added</source>
        <translation>
            <numerusform>已新增 %Ln 位使用者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were changed</source>
        <comment>users</comment>
        <translation>
            <numerusform>已變更 %Ln 位</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersFilterBar</name>
    <message>
        <source>Search login names and display names</source>
        <translation>搜尋登入名稱與顯示名稱</translation>
    </message>
    <message>
        <source>R&amp;ole:</source>
        <translation>角色(&amp;O)：</translation>
    </message>
    <message>
        <source>&amp;Show:</source>
        <translation>顯示(&amp;S)：</translation>
    </message>
    <message>
        <source>Any role</source>
        <translation>所有角色</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已鎖定</translation>
    </message>
    <message>
        <source>Must change the password</source>
        <translation>必須變更密碼</translation>
    </message>
    <message>
        <source>May use a client certificate</source>
        <translation>可使用用戶端憑證</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersPage</name>
    <message>
        <source>Users</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在匯出…</translation>
    </message>
    <message>
        <source>The users could not be read</source>
        <translation>無法讀取使用者</translation>
    </message>
    <message>
        <source>Reading the users…</source>
        <translation>正在讀取使用者…</translation>
    </message>
    <message>
        <source>Nobody is found</source>
        <translation>找不到任何人</translation>
    </message>
    <message>
        <source>There is no user with such a name, in this role, in this state.</source>
        <translation>沒有符合此名稱、角色與狀態的使用者。</translation>
    </message>
    <message>
        <source>Clear the &amp;filter</source>
        <translation>清除篩選(&amp;F)</translation>
    </message>
    <message>
        <source>There is nobody yet</source>
        <translation>目前沒有任何人</translation>
    </message>
    <message>
        <source>Users are listed here once they are added or imported.</source>
        <translation>新增或匯入使用者後會列在這裡。</translation>
    </message>
    <message>
        <source>Wait until what is under way is done, or stop it.</source>
        <translation>請等待進行中的作業完成，或將其停止。</translation>
    </message>
    <message>
        <source>Wait until the export is done, or stop it.</source>
        <translation>請等待匯出完成，或將其停止。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>讀取中…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln users</source>
        <translation>
            <numerusform>%Ln 位使用者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users found</source>
        <translation>
            <numerusform>找到 %Ln 位使用者</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking for other passwords:</source>
        <translation>正在要求變更密碼：</translation>
    </message>
    <message>
        <source>Permitting certificates:</source>
        <translation>正在允許憑證：</translation>
    </message>
    <message>
        <source>Withdrawing permissions:</source>
        <translation>正在撤回允許：</translation>
    </message>
    <message>
        <source>%1 was added.</source>
        <translation>已新增 %1。</translation>
    </message>
    <message>
        <source>&amp;Go to this user</source>
        <translation>前往此使用者(&amp;G)</translation>
    </message>
    <message>
        <source>%1 was changed, and it holds from now on.</source>
        <translation>已變更 %1，立即生效。</translation>
    </message>
    <message>
        <source>%1 has another password now. All that was open has ended.</source>
        <translation>%1 已有新密碼。所有開啟的工作階段都已結束。</translation>
    </message>
    <message>
        <source>Deleting:</source>
        <translation>正在刪除：</translation>
    </message>
    <message>
        <source>Signing out:</source>
        <translation>正在登出：</translation>
    </message>
    <message>
        <source>That is so already. Nothing was changed.</source>
        <translation>已經是這樣，未做任何變更。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>user; why it failed</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Somebody else has changed this user meanwhile. Refresh, then try again.</source>
        <translation>其他人已同時變更此使用者。請重新整理後再試一次。</translation>
    </message>
    <message numerus="yes">
        <source>Done for %Ln users.</source>
        <translation>
            <numerusform>已完成 %Ln 位使用者。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It failed for %Ln users in all.</source>
        <translation>
            <numerusform>共有 %Ln 位使用者失敗。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users were not come to.</source>
        <translation>
            <numerusform>有 %Ln 位使用者未處理。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersStatus</name>
    <message>
        <source>Stop</source>
        <comment>what is under way</comment>
        <translation>停止</translation>
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
        <translation>新增(&amp;D)…</translation>
    </message>
    <message>
        <source>Adds a user</source>
        <translation>新增使用者</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>編輯(&amp;E)…</translation>
    </message>
    <message>
        <source>Names, role and permissions of the selected user</source>
        <translation>所選使用者的名稱、角色與權限</translation>
    </message>
    <message>
        <source>Set &amp;password…</source>
        <translation>設定密碼(&amp;P)…</translation>
    </message>
    <message>
        <source>Gives the selected user another password</source>
        <translation>為所選使用者設定另一個密碼</translation>
    </message>
    <message>
        <source>De&amp;lete…</source>
        <translation>刪除(&amp;L)…</translation>
    </message>
    <message>
        <source>Deletes the selected users</source>
        <translation>刪除所選使用者</translation>
    </message>
    <message>
        <source>Must &amp;change the password</source>
        <translation>要求變更密碼(&amp;C)</translation>
    </message>
    <message>
        <source>At the next sign-in the selected users have to choose another password</source>
        <translation>所選使用者下次登入時必須選擇另一個密碼</translation>
    </message>
    <message>
        <source>Permi&amp;t client certificates</source>
        <translation>允許用戶端憑證(&amp;T)</translation>
    </message>
    <message>
        <source>The selected users may have a client certificate and come in by it</source>
        <translation>所選使用者可擁有用戶端憑證並以此進入</translation>
    </message>
    <message>
        <source>&amp;Withdraw the permission for client certificates</source>
        <translation>撤回用戶端憑證的允許(&amp;W)</translation>
    </message>
    <message>
        <source>The selected users do not come in by a client certificate any more</source>
        <translation>所選使用者不能再以用戶端憑證進入</translation>
    </message>
    <message>
        <source>&amp;Sign out everywhere…</source>
        <translation>全部登出(&amp;S)…</translation>
    </message>
    <message>
        <source>Ends all that the selected users have open</source>
        <translation>結束所選使用者開啟的所有工作階段</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <comment>things to do</comment>
        <translation>更多(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>匯入(&amp;I)…</translation>
    </message>
    <message>
        <source>Reads a CSV file and shows what would be added and changed before anything is</source>
        <translation>讀取 CSV 檔案，並先顯示將新增與變更的內容</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>匯出(&amp;X)…</translation>
    </message>
    <message>
        <source>Writes all users to a CSV file</source>
        <translation>將所有使用者寫入 CSV 檔案</translation>
    </message>
    <message>
        <source>More that can be done about the selected users</source>
        <translation>對所選使用者的其他操作</translation>
    </message>
    <message>
        <source>Select a user first.</source>
        <translation>請先選取使用者。</translation>
    </message>
    <message>
        <source>Select one user only.</source>
        <translation>請只選取一位使用者。</translation>
    </message>
    <message>
        <source>Without an administrator nobody could change anything any more. Give somebody else this role first.</source>
        <translation>沒有管理員就無人能再變更任何內容。請先將此角色授予他人。</translation>
    </message>
    <message>
        <source>You cannot delete yourself. Another administrator can.</source>
        <translation>您不能刪除自己。其他管理員可以。</translation>
    </message>
    <message>
        <source>This is the last administrator. Give somebody else this role first.</source>
        <translation>這是最後一位管理員。請先將此角色授予他人。</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersView</name>
    <message>
        <source>Users, by login name</source>
        <translation>使用者（依登入名稱）</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::VerdictBar</name>
    <message>
        <source>Deta&amp;ils…</source>
        <translation>詳細資料(&amp;I)…</translation>
    </message>
    <message>
        <source>All that is known of the sealed bundles</source>
        <translation>關於封印套件的所有已知資訊</translation>
    </message>
    <message>
        <source>Checking the sealed bundles</source>
        <translation>正在檢查封印套件</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>關閉(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Go to &amp;number %1</source>
        <translation>前往編號 %1(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>檢查(&amp;C)</translation>
    </message>
    <message>
        <source>Choose a &amp;key file…</source>
        <translation>選擇金鑰檔(&amp;Y)…</translation>
    </message>
    <message>
        <source>“%1” – %2</source>
        <comment>file; verdict</comment>
        <translation>「%1」– %2</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <comment>how many; verdict</comment>
        <translation>%2 %1 個</translation>
    </message>
    <message numerus="yes">
        <source>Checking what %Ln sealed bundles prove…</source>
        <translation>
            <numerusform>正在檢查 %Ln 個封印套件…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sealed bundles: %1.</source>
        <translation>
            <numerusform>%Ln 個封印套件：%1。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::VerdictDialog</name>
    <message>
        <source>The log’s first event</source>
        <translation>記錄的第一個事件</translation>
    </message>
    <message>
        <source>Later in the log; what came before is not part of the bundle</source>
        <translation>記錄中段；之前的內容不在套件內</translation>
    </message>
    <message>
        <source>Right behind what was deleted by retention, which is signed</source>
        <translation>緊接保存期限刪除的部分之後（已簽署）</translation>
    </message>
    <message>
        <source>Sealed bundles</source>
        <translation>封印套件</translation>
    </message>
    <message>
        <source>Sealed bundles of this window</source>
        <translation>此視窗的封印套件</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>內容</translation>
    </message>
    <message>
        <source>Choose a &amp;key file…</source>
        <translation>選擇金鑰檔(&amp;Y)…</translation>
    </message>
    <message>
        <source>Check &amp;again</source>
        <translation>重新檢查(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>複製(&amp;C)</translation>
    </message>
    <message>
        <source>“%1” – %2</source>
        <comment>file; verdict</comment>
        <translation>「%1」– %2</translation>
    </message>
    <message>
        <source>File</source>
        <translation>檔案</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Log of</source>
        <translation>所屬租戶</translation>
    </message>
    <message>
        <source>Log’s id</source>
        <translation>記錄 ID</translation>
    </message>
    <message>
        <source>First event</source>
        <translation>第一個事件</translation>
    </message>
    <message>
        <source>Last event</source>
        <translation>最後一個事件</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件數</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>開頭</translation>
    </message>
    <message>
        <source>Hash of the last event</source>
        <translation>最後事件的雜湊值</translation>
    </message>
    <message>
        <source>The log went up to</source>
        <translation>匯出時記錄的末端</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>簽署時間</translation>
    </message>
    <message>
        <source>Signed by the key</source>
        <translation>簽署金鑰</translation>
    </message>
    <message>
        <source>That key is</source>
        <translation>此金鑰</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Events checked</source>
        <translation>已檢查事件</translation>
    </message>
    <message>
        <source>Checkpoints checked</source>
        <translation>已檢查檢查點</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>簽章</translation>
    </message>
    <message>
        <source>Not right: the log, its events and times are only what the bundle says of itself</source>
        <translation>不正確：記錄、事件與時間僅為套件對自身的聲稱</translation>
    </message>
    <message>
        <source>Says it was signed at</source>
        <translation>聲稱的簽署時間</translation>
    </message>
    <message>
        <source>Says it is signed by the key</source>
        <translation>聲稱的簽署金鑰</translation>
    </message>
    <message>
        <source>Choose ch&amp;eckpoint files…</source>
        <translation>選擇檢查點檔案(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Leave the checkpoints out</source>
        <translation>不使用檢查點(&amp;L)</translation>
    </message>
    <message>
        <source>The log’s public key, as the console saves it or somebody has given it to you</source>
        <translation>由主控台儲存或由他人提供的記錄公開金鑰</translation>
    </message>
    <message>
        <source>Mails that brought the log’s checkpoints, as your mail program saves them, or the files that were attached to them</source>
        <translation>以郵件程式儲存的記錄檢查點郵件，或其附件</translation>
    </message>
    <message>
        <source>Judges the bundles by the keys alone</source>
        <translation>只以金鑰判定套件</translation>
    </message>
    <message>
        <source>There are none: no checkpoint file was chosen</source>
        <translation>尚未選擇檢查點檔案</translation>
    </message>
    <message>
        <source>Checkpoints from outside</source>
        <translation>外部檢查點</translation>
    </message>
    <message>
        <source>none of this log was chosen</source>
        <translation>未選擇屬於此記錄的檢查點</translation>
    </message>
    <message>
        <source>%1 of %2 fit</source>
        <translation>%2 個中有 %1 個相符</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::VisitForm</name>
    <message>
        <source>The one of %1, revoked on %2</source>
        <comment>days</comment>
        <translation>%1 簽發，%2 撤銷</translation>
    </message>
    <message>
        <source>The one of %1, valid until %2</source>
        <comment>days</comment>
        <translation>%1 簽發，有效至 %2</translation>
    </message>
    <message>
        <source>&amp;To which host</source>
        <translation>目的主機(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;From which address</source>
        <translation>來源位址(&amp;F)</translation>
    </message>
    <message>
        <source>Empty: one that cannot be told</source>
        <translation>留空：無法辨識的位址</translation>
    </message>
    <message>
        <source>With which &amp;user name and password</source>
        <translation>使用者名稱與密碼(&amp;U)</translation>
    </message>
    <message>
        <source>By &amp;whom</source>
        <translation>由誰(&amp;W)</translation>
    </message>
    <message>
        <source>Empty: somebody who may use certificates</source>
        <translation>留空：可使用憑證的人</translation>
    </message>
    <message>
        <source>With which &amp;certificate</source>
        <translation>憑證(&amp;C)</translation>
    </message>
    <message>
        <source>Wh&amp;en</source>
        <translation>時間(&amp;E)</translation>
    </message>
    <message>
        <source>At what t&amp;ime</source>
        <translation>指定時間(&amp;I)</translation>
    </message>
    <message>
        <source>None</source>
        <translation>無</translation>
    </message>
    <message>
        <source>The right ones</source>
        <translation>正確的組合</translation>
    </message>
    <message>
        <source>Those of the second pair</source>
        <translation>第二組</translation>
    </message>
    <message>
        <source>Wrong ones</source>
        <translation>錯誤的組合</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>At another time…</source>
        <translation>其他時間…</translation>
    </message>
    <message>
        <source>The main host</source>
        <translation>主要主機</translation>
    </message>
    <message>
        <source>The main host, %1</source>
        <translation>主要主機 %1</translation>
    </message>
    <message>
        <source>The secure host</source>
        <translation>安全主機</translation>
    </message>
    <message>
        <source>The secure host, %1</source>
        <translation>安全主機 %1</translation>
    </message>
    <message>
        <source>Reading the certificates…</source>
        <translation>正在讀取憑證…</translation>
    </message>
    <message>
        <source>The certificates could not be read: %1</source>
        <translation>無法讀取憑證：%1</translation>
    </message>
    <message>
        <source>No certificate was issued to this user.</source>
        <translation>未曾簽發憑證給此使用者。</translation>
    </message>
    <message>
        <source>Any that is valid</source>
        <translation>任一有效憑證</translation>
    </message>
    <message>
        <source>Any that has expired</source>
        <translation>任一到期憑證</translation>
    </message>
    <message>
        <source>Any that is revoked</source>
        <translation>任一已撤銷憑證</translation>
    </message>
    <message>
        <source>One of another tenant</source>
        <translation>其他租戶的憑證</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::WhoGetsInPage</name>
    <message>
        <source>Presets</source>
        <translation>預設組合</translation>
    </message>
    <message>
        <source>Who gets in</source>
        <translation>誰能進入</translation>
    </message>
    <message>
        <source>Each sets all that it needs in one step, after a review of what changes. The list, and the user name and password, stay as they are.</source>
        <translation>檢視變更內容後，一次套用所需的全部設定。清單以及使用者名稱與密碼保持不變。</translation>
    </message>
    <message>
        <source>Each sets all that it needs in one step. Only an administrator can set one.</source>
        <translation>一次套用所需的全部設定。只有管理員可以套用。</translation>
    </message>
    <message>
        <source>Your edits change nothing for anybody in these situations. They are not in force yet.</source>
        <translation>您的編輯不會改變以下任何情況。尚未生效。</translation>
    </message>
    <message>
        <source>In force now, by the preset “%1”.</source>
        <translation>目前生效，符合預設組合「%1」。</translation>
    </message>
    <message>
        <source>In force now, by a combination of your own that is none of the four presets.</source>
        <translation>目前生效，為自訂組合，與四個預設組合都不同。</translation>
    </message>
    <message>
        <source>Ways to look at it</source>
        <translation>檢視方式</translation>
    </message>
    <message>
        <source>Every case</source>
        <translation>所有情況</translation>
    </message>
    <message>
        <source>Make up a visit</source>
        <translation>設想一次存取</translation>
    </message>
    <message numerus="yes">
        <source>With your edits, people are met differently in %Ln of these situations. Nothing of it is in force before you apply it.</source>
        <translation>
            <numerusform>套用編輯後，以下情況中有 %Ln 項的處理方式會改變。套用之前都不會生效。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::Workspace</name>
    <message>
        <source>You are signed in as %1: you can look at what your role may see, and change nothing.</source>
        <translation>您以%1的身分登入：可查看角色所允許的內容，但無法變更任何設定。</translation>
    </message>
    <message>
        <source>Your password has expired. When you sign in next, you have to choose another.</source>
        <translation>您的密碼已過期。下次登入時必須設定新密碼。</translation>
    </message>
    <message>
        <source>Your password expires at %1.</source>
        <translation>您的密碼將於%1到期。</translation>
    </message>
    <message>
        <source>Change password…</source>
        <translation>變更密碼…</translation>
    </message>
    <message>
        <source>You look at %1 as platform staff until %2; every view is written to its log.</source>
        <translation>您正以平台人員身分檢視%1，至%2為止；每次檢視都會寫入其記錄。</translation>
    </message>
    <message>
        <source>You look at %1 as platform staff; every view is written to its log.</source>
        <translation>您正以平台人員身分檢視%1；每次檢視都會寫入其記錄。</translation>
    </message>
    <message>
        <source>The audit log is signed with another key than the one seen first on %1. Whoever exchanged it could have rewritten the log. Ask the platform’s operator before you trust it.</source>
        <translation>稽核記錄的簽署金鑰與 %1 首次見到的不同。更換金鑰者可能已改寫記錄。信任之前請先詢問平台營運者。</translation>
    </message>
    <message>
        <source>The audit log had a key on %1, and now it has none: nothing new is signed. Ask the platform’s operator why.</source>
        <translation>稽核記錄在 %1 時有金鑰，現在沒有：新的內容不會簽署。請詢問平台營運者原因。</translation>
    </message>
    <message>
        <source>&amp;Look at the keys</source>
        <translation>檢視金鑰(&amp;L)</translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ZoneChooser</name>
    <message>
        <source>This computer: %1</source>
        <comment>time zone</comment>
        <translation>此電腦：%1</translation>
    </message>
    <message>
        <source>UTC</source>
        <comment>time zone</comment>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Time zone of the times shown</source>
        <translation>所顯示時間的時區</translation>
    </message>
</context>
</TS>
