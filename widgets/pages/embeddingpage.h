// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"
#include "platform/livepageclient.h"

namespace sekimori::widgets {

class Banner;
class ExplainedChoices;
class LivePageCard;
class OriginsPanel;

/// Which other sites may show the tenant's pages in a frame of theirs.
class EmbeddingPage : public Page {
    Q_OBJECT

public:
    explicit EmbeddingPage(platform::LivePageClient &client, QWidget *parent = nullptr);

    QString title() const override;
    QStringList sectionKeys() const override;
    void setSession(const platform::Session &session) override;
    void load(const platform::SettingsState &state) override;
    void edit(const policy::Settings &draft) override;
    void applied(const policy::Settings &sent, const platform::SettingsState &now) override;
    void revert() override;
    bool isChanged() const override;
    void collect(policy::Settings &draft) const override;
    Errors problems() const override;
    QList<platform::FieldProblem> showProblems(const QList<platform::FieldProblem> &problems) override;
    void focusOn(const QString &field) override;
    void takeOver(Page &before) override;

private:
    policy::Embedding value() const;
    void setValue(const policy::Embedding &value);
    void takeSaved(const policy::Embedding &saved);
    void tellChanged();
    void showState();

    policy::Embedding m_saved;
    bool m_editable = true;
    ExplainedChoices *m_protection;
    Banner *m_effect;
    OriginsPanel *m_origins;
    LivePageCard *m_live;
};

}
