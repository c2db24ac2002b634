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
    <name>Change</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
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
</TS>
