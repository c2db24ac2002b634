<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Age</name>
    <message numerus="yes">
        <source>%Ln days ago</source>
        <translation>
            <numerusform>%Ln day ago</numerusform>
            <numerusform>%Ln days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>%Ln waiting</numerusform>
            <numerusform>%Ln waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln being sent</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>%Ln being sent</numerusform>
            <numerusform>%Ln being sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sent</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>%Ln sent</numerusform>
            <numerusform>%Ln sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln given up</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>%Ln given up</numerusform>
            <numerusform>%Ln given up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <comment>recipients</comment>
        <translation>
            <numerusform>%Ln refused</numerusform>
            <numerusform>%Ln refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days this would have been at least %Ln mails</source>
        <translation>
            <numerusform>In the last 7 days this would have been at least %Ln mail</numerusform>
            <numerusform>In the last 7 days this would have been at least %Ln mails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days this would have been %Ln mails</source>
        <translation>
            <numerusform>In the last 7 days this would have been %Ln mail</numerusform>
            <numerusform>In the last 7 days this would have been %Ln mails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln events</source>
        <translation>
            <numerusform>about %Ln event</numerusform>
            <numerusform>about %Ln events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln mails</source>
        <translation>
            <numerusform>At least %Ln mail</numerusform>
            <numerusform>At least %Ln mails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mails</source>
        <translation>
            <numerusform>%Ln mail</numerusform>
            <numerusform>%Ln mails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events, numbers %1 to %2</source>
        <translation>
            <numerusform>%Ln event, numbers %1 to %2</numerusform>
            <numerusform>%Ln events, numbers %1 to %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mails wait to be delivered, the oldest since %1</source>
        <translation>
            <numerusform>%Ln mail waits to be delivered, since %1</numerusform>
            <numerusform>%Ln mails wait to be delivered, the oldest since %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message numerus="yes">
        <source>%Ln entries of the address list can be tidied up</source>
        <translation>
            <numerusform>%Ln entry of the address list can be tidied up</numerusform>
            <numerusform>%Ln entries of the address list can be tidied up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The shared password is %Ln days old</source>
        <translation>
            <numerusform>The shared password is %Ln day old</numerusform>
            <numerusform>The shared password is %Ln days old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The second pair ends in %Ln days</source>
        <translation>
            <numerusform>The second pair ends in %Ln day</numerusform>
            <numerusform>The second pair ends in %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln critical events in the last 24 hours</source>
        <translation>
            <numerusform>%Ln critical event in the last 24 hours</numerusform>
            <numerusform>%Ln critical events in the last 24 hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed sign-ins in the last 24 hours</source>
        <translation>
            <numerusform>%Ln failed sign-in in the last 24 hours</numerusform>
            <numerusform>%Ln failed sign-ins in the last 24 hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln times a wrong shared password in the last 24 hours</source>
        <translation>
            <numerusform>%Ln time a wrong shared password in the last 24 hours</numerusform>
            <numerusform>%Ln times a wrong shared password in the last 24 hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mails could not be delivered in the last 24 hours</source>
        <translation>
            <numerusform>%Ln mail could not be delivered in the last 24 hours</numerusform>
            <numerusform>%Ln mails could not be delivered in the last 24 hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificates end within 90 days</source>
        <translation>
            <numerusform>%Ln certificate ends within 90 days</numerusform>
            <numerusform>%Ln certificates end within 90 days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people have an expired certificate</source>
        <translation>
            <numerusform>%Ln person has an expired certificate</numerusform>
            <numerusform>%Ln people have an expired certificate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The certificate authority ends in %Ln days</source>
        <translation>
            <numerusform>The certificate authority ends in %Ln day</numerusform>
            <numerusform>The certificate authority ends in %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Certificates</name>
    <message numerus="yes">
        <source>Expires in %Ln days</source>
        <translation>
            <numerusform>Expires in %Ln day</numerusform>
            <numerusform>Expires in %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Change</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>%Ln added</numerusform>
            <numerusform>%Ln added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln removed</numerusform>
            <numerusform>%Ln removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln changed</numerusform>
            <numerusform>%Ln changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours</source>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Locks</name>
    <message numerus="yes">
        <source>%1, in %Ln minutes</source>
        <comment>time of day</comment>
        <translation>
            <numerusform>%1, in %Ln minute</numerusform>
            <numerusform>%1, in %Ln minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Protection</name>
    <message numerus="yes">
        <source>Only %Ln listed networks are let in</source>
        <translation>
            <numerusform>Only %Ln listed network is let in</numerusform>
            <numerusform>Only %Ln listed networks are let in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong passwords lock for %1</source>
        <translation>
            <numerusform>%Ln wrong password locks for %1</numerusform>
            <numerusform>%Ln wrong passwords lock for %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong passwords lock until an administrator unlocks</source>
        <translation>
            <numerusform>%Ln wrong password locks until an administrator unlocks</numerusform>
            <numerusform>%Ln wrong passwords lock until an administrator unlocks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln listed sites may frame the pages</source>
        <translation>
            <numerusform>%Ln listed site may frame the pages</numerusform>
            <numerusform>%Ln listed sites may frame the pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mail by %Ln rules</source>
        <translation>
            <numerusform>Mail by %Ln rule</numerusform>
            <numerusform>Mail by %Ln rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>by %Ln rules</source>
        <translation>
            <numerusform>by %Ln rule</numerusform>
            <numerusform>by %Ln rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Retention</name>
    <message numerus="yes">
        <source>%Ln events</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UserQuestions</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <comment>users that are not named</comment>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln users?</source>
        <translation>
            <numerusform>Delete %Ln user?</numerusform>
            <numerusform>Delete %Ln users?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message numerus="yes">
        <source>%Ln checkpoints from outside fit it.</source>
        <translation>
            <numerusform>%Ln checkpoint from outside fits it.</numerusform>
            <numerusform>%Ln checkpoints from outside fit it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AccountLockoutPage</name>
    <message numerus="yes">
        <source>%Ln wrong passwords in a row lock an account until an administrator unlocks it.</source>
        <translation>
            <numerusform>%Ln wrong password locks an account until an administrator unlocks it.</numerusform>
            <numerusform>%Ln wrong passwords in a row lock an account until an administrator unlocks it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong passwords in a row lock an account for %1.</source>
        <translation>
            <numerusform>%Ln wrong password locks an account for %1.</numerusform>
            <numerusform>%Ln wrong passwords in a row lock an account for %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AddressListField</name>
    <message numerus="yes">
        <source>These are %Ln addresses; there can be %1.</source>
        <translation>
            <numerusform>This is %Ln address; there can be %1.</numerusform>
            <numerusform>These are %Ln addresses; there can be %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 addresses</source>
        <translation>
            <numerusform>%Ln of %1 addresses</numerusform>
            <numerusform>%Ln of %1 addresses</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AlertRuleDialog</name>
    <message numerus="yes">
        <source>The filter is longer than %Ln characters.</source>
        <translation>
            <numerusform>The filter is longer than %Ln character.</numerusform>
            <numerusform>The filter is longer than %Ln characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AlertRulesPanel</name>
    <message numerus="yes">
        <source>There can be %Ln rules</source>
        <translation>
            <numerusform>There can be %Ln rule</numerusform>
            <numerusform>There can be %Ln rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ArchivesPanel</name>
    <message numerus="yes">
        <source>%Ln archives were written into “%1”.</source>
        <translation>
            <numerusform>%Ln archive was written into “%1”.</numerusform>
            <numerusform>%Ln archives were written into “%1”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AuthorityCard</name>
    <message numerus="yes">
        <source>%Ln revoked certificates</source>
        <translation>
            <numerusform>%Ln revoked certificate</numerusform>
            <numerusform>%Ln revoked certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: in %Ln days</source>
        <comment>time or sentence with it</comment>
        <translation>
            <numerusform>%1: in %Ln day</numerusform>
            <numerusform>%1: in %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::BasicAuthPage</name>
    <message numerus="yes">
        <source>Addresses in the %Ln entries of the list get in without being asked. Everybody else is asked.</source>
        <translation>
            <numerusform>Addresses in the %Ln entry of the list get in without being asked. Everybody else is asked.</numerusform>
            <numerusform>Addresses in the %Ln entries of the list get in without being asked. Everybody else is asked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificateFilesDialog</name>
    <message numerus="yes">
        <source>The certificates of %Ln people.</source>
        <translation>
            <numerusform>The certificate of %Ln person.</numerusform>
            <numerusform>The certificates of %Ln people.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificateFilesPanel</name>
    <message numerus="yes">
        <source>%Ln files were written to “%1”.</source>
        <translation>
            <numerusform>%Ln file was written to “%1”.</numerusform>
            <numerusform>%Ln files were written to “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Save %Ln files…</source>
        <translation>
            <numerusform>&amp;Save %Ln file…</numerusform>
            <numerusform>&amp;Save %Ln files…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln files can be saved at once. Select fewer people.</source>
        <translation>
            <numerusform>At most %Ln file can be saved at once. Select fewer people.</numerusform>
            <numerusform>At most %Ln files can be saved at once. Select fewer people.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificatesPanel</name>
    <message numerus="yes">
        <source>All %Ln people</source>
        <translation>
            <numerusform>All %Ln person</numerusform>
            <numerusform>All %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln people</source>
        <translation>
            <numerusform>The first %Ln person</numerusform>
            <numerusform>The first %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Everybody whom the filter lets through, at most %Ln people (Ctrl+A)</source>
        <translation>
            <numerusform>Everybody whom the filter lets through, at most %Ln person (Ctrl+A)</numerusform>
            <numerusform>Everybody whom the filter lets through, at most %Ln people (Ctrl+A)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CompletionPopup</name>
    <message numerus="yes">
        <source>%1, %Ln events</source>
        <translation>
            <numerusform>%1, %Ln event</numerusform>
            <numerusform>%1, %Ln events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln proposals; the arrow keys lead to them</source>
        <translation>
            <numerusform>%Ln proposal; the arrow keys lead to it</numerusform>
            <numerusform>%Ln proposals; the arrow keys lead to them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::DamageDialog</name>
    <message numerus="yes">
        <source>%Ln places could not be read as they should be.</source>
        <translation>
            <numerusform>%Ln place could not be read as it should be.</numerusform>
            <numerusform>%Ln places could not be read as they should be.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::DeliveryDetails</name>
    <message numerus="yes">
        <source>%Ln mails were held back before it</source>
        <translation>
            <numerusform>%Ln mail was held back before it</numerusform>
            <numerusform>%Ln mails were held back before it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::DeliveryLogPage</name>
    <message numerus="yes">
        <source>All %Ln mails, as of %1</source>
        <translation>
            <numerusform>All %Ln mail, as of %1</numerusform>
            <numerusform>All %Ln mails, as of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Newest %Ln mails, as of %1</source>
        <translation>
            <numerusform>Newest %Ln mail, as of %1</numerusform>
            <numerusform>Newest %Ln mails, as of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::EventHistogram</name>
    <message numerus="yes">
        <source>%Ln events</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::ExportDialog</name>
    <message numerus="yes">
        <source>Only the %Ln &amp;chosen events</source>
        <translation>
            <numerusform>Only the %Ln &amp;chosen event</numerusform>
            <numerusform>Only the %Ln &amp;chosen events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;All %Ln events that the filter lets through</source>
        <translation>
            <numerusform>&amp;The %Ln event that the filter lets through</numerusform>
            <numerusform>&amp;All %Ln events that the filter lets through</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::HistoryPage</name>
    <message numerus="yes">
        <source>All %Ln changes</source>
        <translation>
            <numerusform>All %Ln change</numerusform>
            <numerusform>All %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Newest %Ln changes</source>
        <translation>
            <numerusform>Newest change</numerusform>
            <numerusform>Newest %Ln changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::HourHeatMap</name>
    <message numerus="yes">
        <source>%Ln events</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpAddForm</name>
    <message numerus="yes">
        <source>The list can hold only %Ln more entries.</source>
        <translation>
            <numerusform>The list can hold only %Ln more entry.</numerusform>
            <numerusform>The list can hold only %Ln more entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Becomes %Ln entries, which together are exactly this range.</source>
        <translation>
            <numerusform>Becomes %Ln entry, which is exactly this range.</numerusform>
            <numerusform>Becomes %Ln entries, which together are exactly this range.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpEntriesPanel</name>
    <message numerus="yes">
        <source>%Ln entries were added from the clipboard.</source>
        <translation>
            <numerusform>%Ln entry was added from the clipboard.</numerusform>
            <numerusform>%Ln entries were added from the clipboard.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries were taken over from %1.</source>
        <translation>
            <numerusform>%Ln entry was taken over from %1.</numerusform>
            <numerusform>%Ln entries were taken over from %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with host bits set</source>
        <translation>
            <numerusform>%Ln with host bits set</numerusform>
            <numerusform>%Ln with host bits set</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln listed twice</source>
        <translation>
            <numerusform>%Ln listed twice</numerusform>
            <numerusform>%Ln listed twice</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln inside others</source>
        <translation>
            <numerusform>%Ln inside others</numerusform>
            <numerusform>%Ln inside others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpImportDialog</name>
    <message numerus="yes">
        <source>%Ln entries can be taken over</source>
        <translation>
            <numerusform>%Ln entry can be taken over</numerusform>
            <numerusform>%Ln entries can be taken over</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are left out</source>
        <translation>
            <numerusform>%Ln line is left out</numerusform>
            <numerusform>%Ln lines are left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace by %Ln entries</source>
        <translation>
            <numerusform>Replace by %Ln entry</numerusform>
            <numerusform>Replace by %Ln entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln entries</source>
        <translation>
            <numerusform>Add %Ln entry</numerusform>
            <numerusform>Add %Ln entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %Ln entries that are in the list now go. Nothing is in force before you apply it.</source>
        <translation>
            <numerusform>The %Ln entry that is in the list now goes. Nothing is in force before you apply it.</numerusform>
            <numerusform>The %Ln entries that are in the list now go. Nothing is in force before you apply it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IssueDialog</name>
    <message numerus="yes">
        <source>For %Ln people.</source>
        <translation>
            <numerusform>For %Ln person.</numerusform>
            <numerusform>For %Ln people.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln years</source>
        <translation>
            <numerusform>%Ln year</numerusform>
            <numerusform>%Ln years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The day ends by the clock of %1. At most %Ln years.</source>
        <translation>
            <numerusform>The day ends by the clock of %1. At most %Ln year.</numerusform>
            <numerusform>The day ends by the clock of %1. At most %Ln years.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Also permit the %Ln people who may not come in by certificate</source>
        <translation>
            <numerusform>&amp;Also permit the %Ln person who may not come in by certificate</numerusform>
            <numerusform>&amp;Also permit the %Ln people who may not come in by certificate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln certificates can be issued at once. Select fewer people.</source>
        <translation>
            <numerusform>At most %Ln certificate can be issued at once. Select fewer people.</numerusform>
            <numerusform>At most %Ln certificates can be issued at once. Select fewer people.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Issue %Ln certificates</source>
        <translation>
            <numerusform>&amp;Issue %Ln certificate</numerusform>
            <numerusform>&amp;Issue %Ln certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln certificates are issued.</source>
        <translation>
            <numerusform>%1 of %Ln certificate is issued.</numerusform>
            <numerusform>%1 of %Ln certificates are issued.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LiveBar</name>
    <message numerus="yes">
        <source>Paused: %Ln new events are waiting</source>
        <translation>
            <numerusform>Paused: %Ln new event is waiting</numerusform>
            <numerusform>Paused: %Ln new events are waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reconnecting in %Ln s</source>
        <translation>
            <numerusform>Reconnecting in %Ln s</numerusform>
            <numerusform>Reconnecting in %Ln s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LockDeskPage</name>
    <message numerus="yes">
        <source>%Ln accounts are locked, as of %1. Asked anew every 30 seconds.</source>
        <translation>
            <numerusform>%Ln account is locked, as of %1. Asked anew every 30 seconds.</numerusform>
            <numerusform>%Ln accounts are locked, as of %1. Asked anew every 30 seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The latest %Ln are listed.</source>
        <translation>
            <numerusform>The latest %Ln is listed.</numerusform>
            <numerusform>The latest %Ln are listed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogView</name>
    <message numerus="yes">
        <source>%Ln &amp;new events</source>
        <translation>
            <numerusform>%Ln &amp;new event</numerusform>
            <numerusform>%Ln &amp;new events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LogWindow</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <comment>file; files</comment>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::OpenSessionsPanel</name>
    <message numerus="yes">
        <source>All %Ln sessions, as of %1</source>
        <translation>
            <numerusform>The only session, as of %1</numerusform>
            <numerusform>All %Ln sessions, as of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln sessions, as of %1</source>
        <translation>
            <numerusform>The first session, as of %1</numerusform>
            <numerusform>The first %Ln sessions, as of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordImpactCard</name>
    <message numerus="yes">
        <source>Whether the passwords of %Ln people meet the stricter rules is not known.</source>
        <translation>
            <numerusform>Whether the password of %Ln person meets the stricter rules is not known.</numerusform>
            <numerusform>Whether the passwords of %Ln people meet the stricter rules is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>within %Ln days</source>
        <translation>
            <numerusform>within %Ln day</numerusform>
            <numerusform>within %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 people have to choose another password when they sign in next.</source>
        <translation>
            <numerusform>%Ln of %1 people has to choose another password when signing in next.</numerusform>
            <numerusform>%Ln of %1 people have to choose another password when they sign in next.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Once applied, %Ln of %1 people have to choose another password when they sign in next.</source>
        <translation>
            <numerusform>Once applied, %Ln of %1 people has to choose another password when signing in next.</numerusform>
            <numerusform>Once applied, %Ln of %1 people have to choose another password when they sign in next.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of %Ln people has to choose another password now.</source>
        <translation>
            <numerusform>The only user does not have to choose another password now.</numerusform>
            <numerusform>None of %Ln people has to choose another password now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Once applied, none of %Ln people has to choose another password at once.</source>
        <translation>
            <numerusform>Once applied, the only user does not have to choose another password at once.</numerusform>
            <numerusform>Once applied, none of %Ln people has to choose another password at once.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordTrialCard</name>
    <message numerus="yes">
        <source>It would be refused: %Ln rules are not met.</source>
        <translation>
            <numerusform>It would be refused: %Ln rule is not met.</numerusform>
            <numerusform>It would be refused: %Ln rules are not met.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PermissionDialog</name>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Permit %Ln people</source>
        <translation>
            <numerusform>&amp;Permit %Ln person</numerusform>
            <numerusform>&amp;Permit %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;End it for %Ln people</source>
        <translation>
            <numerusform>&amp;End it for %Ln person</numerusform>
            <numerusform>&amp;End it for %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln people are permitted.</source>
        <translation>
            <numerusform>%1 of %Ln person is permitted.</numerusform>
            <numerusform>%1 of %Ln people are permitted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The permission of %1 of %Ln people has ended.</source>
        <translation>
            <numerusform>The permission of %1 of %Ln person has ended.</numerusform>
            <numerusform>The permission of %1 of %Ln people has ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::RetentionDialog</name>
    <message numerus="yes">
        <source>&amp;Delete %Ln events and apply</source>
        <translation>
            <numerusform>&amp;Delete %Ln event and apply</numerusform>
            <numerusform>&amp;Delete %Ln events and apply</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::RevokeDialog</name>
    <message numerus="yes">
        <source>%Ln valid certificates of %1.</source>
        <translation>
            <numerusform>%Ln valid certificate of %1.</numerusform>
            <numerusform>%Ln valid certificates of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 valid certificates of %Ln people.</source>
        <translation>
            <numerusform>%1 valid certificates of %Ln person.</numerusform>
            <numerusform>%1 valid certificates of %Ln people.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Revoke %Ln certificates</source>
        <translation>
            <numerusform>&amp;Revoke %Ln certificate</numerusform>
            <numerusform>&amp;Revoke %Ln certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln certificates are revoked.</source>
        <translation>
            <numerusform>%1 of %Ln certificate is revoked.</numerusform>
            <numerusform>%1 of %Ln certificates are revoked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SignInPage</name>
    <message numerus="yes">
        <source>At least %Ln open sessions end at once: they were not used for %1.</source>
        <translation>
            <numerusform>At least %Ln open session ends at once: it was not used for %1.</numerusform>
            <numerusform>At least %Ln open sessions end at once: they were not used for %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 open sessions end at once: they were not used for %2.</source>
        <translation>
            <numerusform>%Ln of %1 open sessions ends at once: it was not used for %2.</numerusform>
            <numerusform>%Ln of %1 open sessions end at once: they were not used for %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SupportPage</name>
    <message numerus="yes">
        <source>%Ln minutes are left</source>
        <translation>
            <numerusform>%Ln minute is left</numerusform>
            <numerusform>%Ln minutes are left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours are left</source>
        <translation>
            <numerusform>%Ln hour is left</numerusform>
            <numerusform>%Ln hours are left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days are left</source>
        <translation>
            <numerusform>%Ln day is left</numerusform>
            <numerusform>%Ln days are left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::TopList</name>
    <message numerus="yes">
        <source>%1, %Ln events</source>
        <comment>value of a field</comment>
        <translation>
            <numerusform>%1, %Ln event</numerusform>
            <numerusform>%1, %Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UnlockDialog</name>
    <message numerus="yes">
        <source>and %Ln others</source>
        <translation>
            <numerusform>and %Ln other</numerusform>
            <numerusform>and %Ln others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people can sign in again at once, with the password they have.</source>
        <translation>
            <numerusform>%Ln person can sign in again at once, with the password there is.</numerusform>
            <numerusform>%Ln people can sign in again at once, with the password they have.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UserImportDialog</name>
    <message numerus="yes">
        <source>%Ln lines cannot be taken over, so nothing of the file is. Correct them in the file, then choose it again.</source>
        <translation>
            <numerusform>%Ln line cannot be taken over, so nothing of the file is. Correct it in the file, then choose it again.</numerusform>
            <numerusform>%Ln lines cannot be taken over, so nothing of the file is. Correct them in the file, then choose it again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users will be added</source>
        <translation>
            <numerusform>%Ln user will be added</numerusform>
            <numerusform>%Ln users will be added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln will be changed</source>
        <comment>users</comment>
        <translation>
            <numerusform>%Ln will be changed</numerusform>
            <numerusform>%Ln will be changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stay as they are</source>
        <comment>users</comment>
        <translation>
            <numerusform>%Ln stays as it is</numerusform>
            <numerusform>%Ln stay as they are</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %Ln users</source>
        <translation>
            <numerusform>&amp;Import %Ln user</numerusform>
            <numerusform>&amp;Import %Ln users</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersFiles</name>
    <message numerus="yes">
        <source>%Ln users were added</source>
        <translation>
            <numerusform>%Ln user was added</numerusform>
            <numerusform>%Ln users were added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were changed</source>
        <comment>users</comment>
        <translation>
            <numerusform>%Ln was changed</numerusform>
            <numerusform>%Ln were changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersPage</name>
    <message numerus="yes">
        <source>%Ln users</source>
        <translation>
            <numerusform>%Ln user</numerusform>
            <numerusform>%Ln users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users found</source>
        <translation>
            <numerusform>%Ln user found</numerusform>
            <numerusform>%Ln users found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done for %Ln users.</source>
        <translation>
            <numerusform>Done for %Ln user.</numerusform>
            <numerusform>Done for %Ln users.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It failed for %Ln users in all.</source>
        <translation>
            <numerusform>It failed for %Ln user in all.</numerusform>
            <numerusform>It failed for %Ln users in all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users were not come to.</source>
        <translation>
            <numerusform>%Ln user was not come to.</numerusform>
            <numerusform>%Ln users were not come to.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::VerdictBar</name>
    <message numerus="yes">
        <source>Checking what %Ln sealed bundles prove…</source>
        <translation>
            <numerusform>Checking what %Ln sealed bundle proves…</numerusform>
            <numerusform>Checking what %Ln sealed bundles prove…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sealed bundles: %1.</source>
        <translation>
            <numerusform>%Ln sealed bundle: %1.</numerusform>
            <numerusform>%Ln sealed bundles: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::WhoGetsInPage</name>
    <message numerus="yes">
        <source>With your edits, people are met differently in %Ln of these situations. Nothing of it is in force before you apply it.</source>
        <translation>
            <numerusform>With your edits, people are met differently in %Ln of these situations. Nothing of it is in force before you apply it.</numerusform>
            <numerusform>With your edits, people are met differently in %Ln of these situations. Nothing of it is in force before you apply it.</numerusform>
        </translation>
    </message>
</context>
</TS>
