// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/deliveriesmodel.h"
#include "items/mailstanding.h"
#include "pages/page.h"

#include <QTimer>

#include <functional>

class QPushButton;
class QStackedWidget;
class QTableView;

namespace sekimori::widgets {

class Banner;
class DeliveryDetails;
class DeliveryFilterBar;
class EmptyState;
class RefreshRow;

/// Which mails the platform has sent or is about to, to whom, and what the mail server said; asked anew while it is
/// looked at.
class DeliveryLogPage : public Page {
    Q_OBJECT

public:
    struct Needs {
        const platform::AlertsClient &client; ///< has to outlive the page
        QString folder; ///< of a local platform, where its mails lie on this computer; empty elsewhere
        std::function<bool(const QString &folder)> openFolder; ///< false: it could not be opened
    };

    /// How often it asks by itself.
    static constexpr std::chrono::seconds usualPace{5};

    explicit DeliveryLogPage(const Needs &needs, QWidget *parent = nullptr);

    QString title() const override;
    void setSession(const platform::Session &session) override;
    void load(const platform::SettingsState &state) override;
    void applied(const policy::Settings &sent, const platform::SettingsState &now) override;
    /// The id of a mail, or the name of a state.
    void focusOn(const QString &place) override;
    void takeOver(Page &before) override;
    void refresh() override;
    void setPace(std::chrono::milliseconds pace) { m_timer.setInterval(pace); }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void layOut();
    QWidget *makeContent();
    void makeTable();
    void connectAll();
    void tryAgain();
    void showState();
    void showEmpty();
    void showRoute();
    QString statusText() const;
    void showCurrent();
    void chooseWanted();
    void ask(qint64 mail);
    void takeDetails(const platform::Answer<platform::DeliveryDetails> &answer);
    void tryNow();
    void sendAgain();
    void openFolder();

    Needs m_needs;
    items::DeliveriesModel m_deliveries;
    items::MailStanding m_standing;
    platform::Pending m_asking; ///< for the details
    qint64 m_shown = 0; ///< whose details
    std::optional<platform::Delivery> m_known; ///< the newest that is known of it
    bool m_isWanted = false; ///< a link led to it, and it has not been chosen yet
    bool m_isClearable = false;
    QTimer m_timer;
    DeliveryFilterBar *m_filters;
    RefreshRow *m_tools;
    QPushButton *m_folder;
    Banner *m_route;
    Banner *m_failure;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QTableView *m_table;
    DeliveryDetails *m_details;
    QWidget *m_content;
};

}
