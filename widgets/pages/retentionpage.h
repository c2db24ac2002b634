// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logintegrity.h"
#include "items/logkeytrust.h"
#include "items/retentionforecast.h"
#include "pages/page.h"
#include "platform/archivesclient.h"

class QComboBox;

namespace sekimori::widgets {

class ArchivesPanel;
class Asker;
class Banner;
class EditorOrText;
class FormField;
class ProofCard;
class ZoneChooser;

/// How long events are kept and what a shorter time would delete, the months of the log as files, and what proves that
/// the log was not altered.
class RetentionPage : public Page {
    Q_OBJECT

public:
    /// All of it has to outlive the page.
    struct Needs {
        const platform::RetentionClient &retention;
        platform::AuditClient &audit;
        const platform::ArchivesClient &archives;
        const platform::IntegrityClient &integrity;
        items::LogKeyTrust &logKey;
        Asker &asker;
        std::function<void(const QString &path)> openLogFile; ///< in a window of its own
    };

    explicit RetentionPage(const Needs &needs, QWidget *parent = nullptr);
    ~RetentionPage() override;

    QString title() const override;
    bool isBusy() const override;
    QStringList sectionKeys() const override;
    void setSession(const platform::Session &session) override;
    void load(const platform::SettingsState &state) override;
    void edit(const policy::Settings &draft) override;
    void applied(const policy::Settings &sent, const platform::SettingsState &now) override;
    void revert() override;
    bool isChanged() const override;
    void collect(policy::Settings &draft) const override;
    QList<platform::FieldProblem> showProblems(const QList<platform::FieldProblem> &problems) override;
    void refresh() override;
    void takeOver(Page &before) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    using Span = policy::AuditRetention::Span;

    void fillChoices();
    void layOut();
    void connectAll();
    Span value() const;
    void setValue(Span value);
    void askForecast();
    void showEffect();
    void showBeginning();
    void setZone(const QTimeZone &zone);

    Span m_saved{};
    items::RetentionForecast m_forecast;
    items::LogIntegrity m_integrity;
    items::LogKeyTrust &m_logKey;
    QComboBox *m_span;
    EditorOrText *m_editor;
    FormField *m_field;
    ZoneChooser *m_zone;
    Banner *m_effect;
    ArchivesPanel *m_archives;
    ProofCard *m_proof;
};

}
