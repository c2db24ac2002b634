// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/card.h"
#include "platform/livepageclient.h"

class QPushButton;

namespace sekimori::widgets {

class Banner;
class LinkRows;

/// Fetches the live sign-in page and shows which headers about frames it came with, what they mean, and whether that is
/// what is saved.
class LivePageCard : public Card {
    Q_OBJECT

public:
    explicit LivePageCard(platform::LivePageClient &client, QWidget *parent = nullptr);

    /// What was seen before it does not count any more.
    void setSaved(const policy::Embedding &saved);
    /// Whether something else than what is saved is being edited.
    void setDiffers(bool differs);

private:
    void test();
    void take(const platform::Answer<platform::LivePage> &answer);
    void show(const platform::LivePage &page);
    void forget();

    platform::LivePageClient &m_client;
    platform::Pending m_asking;
    policy::Embedding m_saved;
    QLabel *m_explanation;
    QPushButton *m_test;
    Banner *m_verdict;
    LinkRows *m_headers;
};

}
