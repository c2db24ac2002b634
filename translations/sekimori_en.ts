<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Age</name>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message numerus="yes">
        <source>%n entries of the address list can be tidied up</source>
        <translation>
            <numerusform>%n entry of the address list can be tidied up</numerusform>
            <numerusform>%n entries of the address list can be tidied up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The shared password is %n days old</source>
        <translation>
            <numerusform>The shared password is %n day old</numerusform>
            <numerusform>The shared password is %n days old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The second pair ends in %n days</source>
        <translation>
            <numerusform>The second pair ends in %n day</numerusform>
            <numerusform>The second pair ends in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n critical events in the last 24 hours</source>
        <translation>
            <numerusform>%n critical event in the last 24 hours</numerusform>
            <numerusform>%n critical events in the last 24 hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed sign-ins in the last 24 hours</source>
        <translation>
            <numerusform>%n failed sign-in in the last 24 hours</numerusform>
            <numerusform>%n failed sign-ins in the last 24 hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times a wrong shared password in the last 24 hours</source>
        <translation>
            <numerusform>%n time a wrong shared password in the last 24 hours</numerusform>
            <numerusform>%n times a wrong shared password in the last 24 hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificates end within 90 days</source>
        <translation>
            <numerusform>%n certificate ends within 90 days</numerusform>
            <numerusform>%n certificates end within 90 days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people have an expired certificate</source>
        <translation>
            <numerusform>%n person has an expired certificate</numerusform>
            <numerusform>%n people have an expired certificate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The certificate authority ends in %n days</source>
        <translation>
            <numerusform>The certificate authority ends in %n day</numerusform>
            <numerusform>The certificate authority ends in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Certificates</name>
    <message numerus="yes">
        <source>Expires in %n days</source>
        <translation>
            <numerusform>Expires in %n day</numerusform>
            <numerusform>Expires in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Change</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n added</numerusform>
            <numerusform>%n added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n removed</numerusform>
            <numerusform>%n removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n changed</numerusform>
            <numerusform>%n changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Locks</name>
    <message numerus="yes">
        <source>%1, in %n minutes</source>
        <comment>time of day</comment>
        <translation>
            <numerusform>%1, in %n minute</numerusform>
            <numerusform>%1, in %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Protection</name>
    <message numerus="yes">
        <source>Only %n listed networks are let in</source>
        <translation>
            <numerusform>Only %n listed network is let in</numerusform>
            <numerusform>Only %n listed networks are let in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wrong passwords lock for %1</source>
        <translation>
            <numerusform>%n wrong password locks for %1</numerusform>
            <numerusform>%n wrong passwords lock for %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wrong passwords lock until an administrator unlocks</source>
        <translation>
            <numerusform>%n wrong password locks until an administrator unlocks</numerusform>
            <numerusform>%n wrong passwords lock until an administrator unlocks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n listed sites may frame the pages</source>
        <translation>
            <numerusform>%n listed site may frame the pages</numerusform>
            <numerusform>%n listed sites may frame the pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UserQuestions</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>users that are not named</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n users?</source>
        <translation>
            <numerusform>Delete %n user?</numerusform>
            <numerusform>Delete %n users?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AccountLockoutPage</name>
    <message numerus="yes">
        <source>%n wrong passwords in a row lock an account until an administrator unlocks it.</source>
        <translation>
            <numerusform>%n wrong password locks an account until an administrator unlocks it.</numerusform>
            <numerusform>%n wrong passwords in a row lock an account until an administrator unlocks it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wrong passwords in a row lock an account for %1.</source>
        <translation>
            <numerusform>%n wrong password locks an account for %1.</numerusform>
            <numerusform>%n wrong passwords in a row lock an account for %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AuditLogPage</name>
    <message numerus="yes">
        <source>All %n events, as of %1</source>
        <translation>
            <numerusform>The only event, as of %1</numerusform>
            <numerusform>All %n events, as of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Newest %n events, as of %1</source>
        <translation>
            <numerusform>Newest event, as of %1</numerusform>
            <numerusform>Newest %n events, as of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n events</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n events</source>
        <translation>
            <numerusform>All %n event</numerusform>
            <numerusform>All %n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Newest %n events</source>
        <translation>
            <numerusform>Newest event</numerusform>
            <numerusform>Newest %n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::AuthorityCard</name>
    <message numerus="yes">
        <source>%n revoked certificates</source>
        <translation>
            <numerusform>%n revoked certificate</numerusform>
            <numerusform>%n revoked certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: in %n days</source>
        <comment>time or sentence with it</comment>
        <translation>
            <numerusform>%1: in %n day</numerusform>
            <numerusform>%1: in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::BasicAuthPage</name>
    <message numerus="yes">
        <source>Addresses in the %n entries of the list get in without being asked. Everybody else is asked.</source>
        <translation>
            <numerusform>Addresses in the %n entry of the list get in without being asked. Everybody else is asked.</numerusform>
            <numerusform>Addresses in the %n entries of the list get in without being asked. Everybody else is asked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificateFilesDialog</name>
    <message numerus="yes">
        <source>The certificates of %n people.</source>
        <translation>
            <numerusform>The certificate of %n person.</numerusform>
            <numerusform>The certificates of %n people.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificateFilesPanel</name>
    <message numerus="yes">
        <source>%n files were written to “%1”.</source>
        <translation>
            <numerusform>%n file was written to “%1”.</numerusform>
            <numerusform>%n files were written to “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Save %n files…</source>
        <translation>
            <numerusform>&amp;Save %n file…</numerusform>
            <numerusform>&amp;Save %n files…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n files can be saved at once. Select fewer people.</source>
        <translation>
            <numerusform>At most %n file can be saved at once. Select fewer people.</numerusform>
            <numerusform>At most %n files can be saved at once. Select fewer people.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::CertificatesPanel</name>
    <message numerus="yes">
        <source>All %n people</source>
        <translation>
            <numerusform>All %n person</numerusform>
            <numerusform>All %n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n people</source>
        <translation>
            <numerusform>The first %n person</numerusform>
            <numerusform>The first %n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Everybody whom the filter lets through, at most %n people (Ctrl+A)</source>
        <translation>
            <numerusform>Everybody whom the filter lets through, at most %n person (Ctrl+A)</numerusform>
            <numerusform>Everybody whom the filter lets through, at most %n people (Ctrl+A)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::EventHistogram</name>
    <message numerus="yes">
        <source>%n events</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::EventsView</name>
    <message numerus="yes">
        <source>%n &amp;new events</source>
        <translation>
            <numerusform>%n &amp;new event</numerusform>
            <numerusform>%n &amp;new events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::HistoryPage</name>
    <message numerus="yes">
        <source>All %n changes</source>
        <translation>
            <numerusform>All %n change</numerusform>
            <numerusform>All %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Newest %n changes</source>
        <translation>
            <numerusform>Newest change</numerusform>
            <numerusform>Newest %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpAddForm</name>
    <message numerus="yes">
        <source>The list can hold only %n more entries.</source>
        <translation>
            <numerusform>The list can hold only %n more entry.</numerusform>
            <numerusform>The list can hold only %n more entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Becomes %n entries, which together are exactly this range.</source>
        <translation>
            <numerusform>Becomes %n entry, which is exactly this range.</numerusform>
            <numerusform>Becomes %n entries, which together are exactly this range.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpEntriesPanel</name>
    <message numerus="yes">
        <source>%n entries were added from the clipboard.</source>
        <translation>
            <numerusform>%n entry was added from the clipboard.</numerusform>
            <numerusform>%n entries were added from the clipboard.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries were taken over from %1.</source>
        <translation>
            <numerusform>%n entry was taken over from %1.</numerusform>
            <numerusform>%n entries were taken over from %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with host bits set</source>
        <translation>
            <numerusform>%n with host bits set</numerusform>
            <numerusform>%n with host bits set</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n listed twice</source>
        <translation>
            <numerusform>%n listed twice</numerusform>
            <numerusform>%n listed twice</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n inside others</source>
        <translation>
            <numerusform>%n inside others</numerusform>
            <numerusform>%n inside others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IpImportDialog</name>
    <message numerus="yes">
        <source>%n entries can be taken over</source>
        <translation>
            <numerusform>%n entry can be taken over</numerusform>
            <numerusform>%n entries can be taken over</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines are left out</source>
        <translation>
            <numerusform>%n line is left out</numerusform>
            <numerusform>%n lines are left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace by %n entries</source>
        <translation>
            <numerusform>Replace by %n entry</numerusform>
            <numerusform>Replace by %n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n entries</source>
        <translation>
            <numerusform>Add %n entry</numerusform>
            <numerusform>Add %n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n entries that are in the list now go. Nothing is in force before you apply it.</source>
        <translation>
            <numerusform>The %n entry that is in the list now goes. Nothing is in force before you apply it.</numerusform>
            <numerusform>The %n entries that are in the list now go. Nothing is in force before you apply it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::IssueDialog</name>
    <message numerus="yes">
        <source>For %n people.</source>
        <translation>
            <numerusform>For %n person.</numerusform>
            <numerusform>For %n people.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n years</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The day ends by the clock of %1. At most %n years.</source>
        <translation>
            <numerusform>The day ends by the clock of %1. At most %n year.</numerusform>
            <numerusform>The day ends by the clock of %1. At most %n years.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Also permit the %n people who may not come in by certificate</source>
        <translation>
            <numerusform>&amp;Also permit the %n person who may not come in by certificate</numerusform>
            <numerusform>&amp;Also permit the %n people who may not come in by certificate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n certificates can be issued at once. Select fewer people.</source>
        <translation>
            <numerusform>At most %n certificate can be issued at once. Select fewer people.</numerusform>
            <numerusform>At most %n certificates can be issued at once. Select fewer people.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Issue %n certificates</source>
        <translation>
            <numerusform>&amp;Issue %n certificate</numerusform>
            <numerusform>&amp;Issue %n certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n certificates are issued.</source>
        <translation>
            <numerusform>%1 of %n certificate is issued.</numerusform>
            <numerusform>%1 of %n certificates are issued.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LiveBar</name>
    <message numerus="yes">
        <source>Paused: %n new events are waiting</source>
        <translation>
            <numerusform>Paused: %n new event is waiting</numerusform>
            <numerusform>Paused: %n new events are waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reconnecting in %n s</source>
        <translation>
            <numerusform>Reconnecting in %n s</numerusform>
            <numerusform>Reconnecting in %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::LockDeskPage</name>
    <message numerus="yes">
        <source>%n accounts are locked, as of %1. Asked anew every 30 seconds.</source>
        <translation>
            <numerusform>%n account is locked, as of %1. Asked anew every 30 seconds.</numerusform>
            <numerusform>%n accounts are locked, as of %1. Asked anew every 30 seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The latest %n are listed.</source>
        <translation>
            <numerusform>The latest %n is listed.</numerusform>
            <numerusform>The latest %n are listed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::OpenSessionsPanel</name>
    <message numerus="yes">
        <source>All %n sessions, as of %1</source>
        <translation>
            <numerusform>The only session, as of %1</numerusform>
            <numerusform>All %n sessions, as of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n sessions, as of %1</source>
        <translation>
            <numerusform>The first session, as of %1</numerusform>
            <numerusform>The first %n sessions, as of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordImpactCard</name>
    <message numerus="yes">
        <source>Whether the passwords of %n people meet the stricter rules is not known.</source>
        <translation>
            <numerusform>Whether the password of %n person meets the stricter rules is not known.</numerusform>
            <numerusform>Whether the passwords of %n people meet the stricter rules is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>within %n days</source>
        <translation>
            <numerusform>within %n day</numerusform>
            <numerusform>within %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 people have to choose another password when they sign in next.</source>
        <translation>
            <numerusform>%n of %1 people has to choose another password when signing in next.</numerusform>
            <numerusform>%n of %1 people have to choose another password when they sign in next.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Once applied, %n of %1 people have to choose another password when they sign in next.</source>
        <translation>
            <numerusform>Once applied, %n of %1 people has to choose another password when signing in next.</numerusform>
            <numerusform>Once applied, %n of %1 people have to choose another password when they sign in next.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of %n people has to choose another password now.</source>
        <translation>
            <numerusform>The only user does not have to choose another password now.</numerusform>
            <numerusform>None of %n people has to choose another password now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Once applied, none of %n people has to choose another password at once.</source>
        <translation>
            <numerusform>Once applied, the only user does not have to choose another password at once.</numerusform>
            <numerusform>Once applied, none of %n people has to choose another password at once.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PasswordTrialCard</name>
    <message numerus="yes">
        <source>It would be refused: %n rules are not met.</source>
        <translation>
            <numerusform>It would be refused: %n rule is not met.</numerusform>
            <numerusform>It would be refused: %n rules are not met.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::PermissionDialog</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Permit %n people</source>
        <translation>
            <numerusform>&amp;Permit %n person</numerusform>
            <numerusform>&amp;Permit %n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;End it for %n people</source>
        <translation>
            <numerusform>&amp;End it for %n person</numerusform>
            <numerusform>&amp;End it for %n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n people are permitted.</source>
        <translation>
            <numerusform>%1 of %n person is permitted.</numerusform>
            <numerusform>%1 of %n people are permitted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The permission of %1 of %n people has ended.</source>
        <translation>
            <numerusform>The permission of %1 of %n person has ended.</numerusform>
            <numerusform>The permission of %1 of %n people has ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::RevokeDialog</name>
    <message numerus="yes">
        <source>%n valid certificates of %1.</source>
        <translation>
            <numerusform>%n valid certificate of %1.</numerusform>
            <numerusform>%n valid certificates of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 valid certificates of %n people.</source>
        <translation>
            <numerusform>%1 valid certificates of %n person.</numerusform>
            <numerusform>%1 valid certificates of %n people.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Revoke %n certificates</source>
        <translation>
            <numerusform>&amp;Revoke %n certificate</numerusform>
            <numerusform>&amp;Revoke %n certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n certificates are revoked.</source>
        <translation>
            <numerusform>%1 of %n certificate is revoked.</numerusform>
            <numerusform>%1 of %n certificates are revoked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SignInPage</name>
    <message numerus="yes">
        <source>At least %n open sessions end at once: they were not used for %1.</source>
        <translation>
            <numerusform>At least %n open session ends at once: it was not used for %1.</numerusform>
            <numerusform>At least %n open sessions end at once: they were not used for %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 open sessions end at once: they were not used for %2.</source>
        <translation>
            <numerusform>%n of %1 open sessions ends at once: it was not used for %2.</numerusform>
            <numerusform>%n of %1 open sessions end at once: they were not used for %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::SupportPage</name>
    <message numerus="yes">
        <source>%n minutes are left</source>
        <translation>
            <numerusform>%n minute is left</numerusform>
            <numerusform>%n minutes are left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours are left</source>
        <translation>
            <numerusform>%n hour is left</numerusform>
            <numerusform>%n hours are left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days are left</source>
        <translation>
            <numerusform>%n day is left</numerusform>
            <numerusform>%n days are left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UnlockDialog</name>
    <message numerus="yes">
        <source>and %n others</source>
        <translation>
            <numerusform>and %n other</numerusform>
            <numerusform>and %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people can sign in again at once, with the password they have.</source>
        <translation>
            <numerusform>%n person can sign in again at once, with the password there is.</numerusform>
            <numerusform>%n people can sign in again at once, with the password they have.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UserImportDialog</name>
    <message numerus="yes">
        <source>%n lines cannot be taken over, so nothing of the file is. Correct them in the file, then choose it again.</source>
        <translation>
            <numerusform>%n line cannot be taken over, so nothing of the file is. Correct it in the file, then choose it again.</numerusform>
            <numerusform>%n lines cannot be taken over, so nothing of the file is. Correct them in the file, then choose it again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n users will be added</source>
        <translation>
            <numerusform>%n user will be added</numerusform>
            <numerusform>%n users will be added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n will be changed</source>
        <comment>users</comment>
        <translation>
            <numerusform>%n will be changed</numerusform>
            <numerusform>%n will be changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stay as they are</source>
        <comment>users</comment>
        <translation>
            <numerusform>%n stays as it is</numerusform>
            <numerusform>%n stay as they are</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %n users</source>
        <translation>
            <numerusform>&amp;Import %n user</numerusform>
            <numerusform>&amp;Import %n users</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::UsersFiles</name>
    <message numerus="yes">
        <source>%n users were added</source>
        <translation>
            <numerusform>%n user was added</numerusform>
            <numerusform>%n users were added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were changed</source>
        <comment>users</comment>
        <translation>
            <numerusform>%n was changed</numerusform>
            <numerusform>%n were changed</numerusform>
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
        <source>Done for %n users.</source>
        <translation>
            <numerusform>Done for %n user.</numerusform>
            <numerusform>Done for %n users.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It failed for %n users in all.</source>
        <translation>
            <numerusform>It failed for %n user in all.</numerusform>
            <numerusform>It failed for %n users in all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n users were not come to.</source>
        <translation>
            <numerusform>%n user was not come to.</numerusform>
            <numerusform>%n users were not come to.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sekimori::widgets::WhoGetsInPage</name>
    <message numerus="yes">
        <source>With your edits, people are met differently in %n of these situations. Nothing of it is in force before you apply it.</source>
        <translation>
            <numerusform>With your edits, people are met differently in %n of these situations. Nothing of it is in force before you apply it.</numerusform>
            <numerusform>With your edits, people are met differently in %n of these situations. Nothing of it is in force before you apply it.</numerusform>
        </translation>
    </message>
</context>
</TS>
