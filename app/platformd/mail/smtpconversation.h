// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mail/mailroad.h"

#include <QByteArray>

namespace sekimori::platformd {

/// What passed between the platform and a mail server for one letter, as far as it has to be known: how far it came,
/// and what the server said last. It never keeps what the platform said, which may hold a password.
class SmtpConversation {
public:
    /// How far it came: the command whose answer is waited for.
    enum class Stage { Connecting, Greeting, Hello, Securing, SigningIn, Sender, Recipient, Data, Content, Leaving };

    void takeCommand(QByteArrayView line);
    void takeReply(QByteArrayView lines);
    void takeContent(QByteArrayView bytes);

    Stage stage() const { return m_stage; }
    int code() const { return m_code; } ///< of the newest whole answer; 0: none since the newest command
    QString reply() const { return m_reply; } ///< the same with its words, in one line
    /// The end of the content is on its way, so the server may have all of it.
    bool isWholeContentSent() const { return m_tail.endsWith("\r\n.\r\n"); }

private:
    void takeReplyLine(QByteArrayView line);

    Stage m_stage = Stage::Connecting;
    int m_code = 0;
    QString m_reply;
    QString m_words; ///< of an answer of several lines whose last is still to come
    QByteArray m_tail; ///< the newest bytes of the content
};

/// How a transfer ended by itself, where the server's words are not what ended it.
enum class TransferEnd { Done, NotReached, NotSecure, NotSignedIn, Broken, Stopped };

/// What became of the letter. @p trouble is why it ended as it did, in words of the network's or TLS's.
LetterOutcome outcomeOf(TransferEnd end, const SmtpConversation &talk, const QString &trouble);

}
