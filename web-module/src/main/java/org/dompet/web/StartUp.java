package org.dompet.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.dompet.alert.EvaluateCreditSpikes;
import org.dompet.batch.run.RunThread;
import org.dompet.configuration.ConfigurationGuard;
import org.dompet.identity.AccessTokens;
import org.dompet.identity.SecondFactor;
import org.dompet.identity.SignInWithTelegram;
import org.dompet.job.Job;
import org.dompet.job.JobSettings;
import org.dompet.ledger.LedgerWriter;
import org.dompet.logging.Logging;
import org.dompet.notification.Notify;
import org.dompet.onramp.OnrampCatalog;
import org.dompet.outbound.OutboundSettings;
import org.dompet.wallet.OpenWallet;
import org.dompet.webhook.ReceiveWebhook;

/**
 * Makes everything when the application starts: a wrong setting stops the start and is named,
 * rather than failing somebody's first request.
 */
@ApplicationScoped
public class StartUp {
  private static final Logger LOG = System.getLogger(StartUp.class.getName());
  private static final String OURS = "org.dompet.";

  /** First of all: else the first bean that reads a wrong setting would name only that one. */
  void refuseWrongConfiguration(
      @Observes @Priority(1) @Initialized(ApplicationScoped.class) Object event,
      ConfigurationGuard configuration) {
    configuration.check();
  }

  /**
   * Makes every bean that lives as long as the application. Left for later, the first to need one
   * may be a probe or a scrape: their threads are the server's, which has none of the resources
   * that are injected here, and the bean would stay without them.
   */
  void makeAllBeans(
      @Observes @Priority(2) @Initialized(ApplicationScoped.class) Object event,
      BeanManager beans) {
    Context application = beans.getContext(ApplicationScoped.class);
    for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
      if (bean.getScope() == ApplicationScoped.class
          && bean.getBeanClass().getName().startsWith(OURS)) {
        make(bean, application, beans);
      }
    }
  }

  private static <T> void make(Bean<T> bean, Context application, BeanManager beans) {
    application.get(bean, beans.createCreationalContext(bean));
  }

  void check(
      @Observes @Initialized(ApplicationScoped.class) Object event,
      LedgerWriter writer,
      AccessTokens tokens,
      SignInWithTelegram telegram,
      SecondFactor secondFactor,
      OpenWallet wallets,
      OnrampCatalog onramp,
      ReceiveWebhook webhooks,
      Notify notify,
      EvaluateCreditSpikes spikes,
      JobSettings jobs,
      OutboundSettings outbound,
      RunThread runThread,
      Logging logging) {
    // In an EAR, the business may not hear of the start of the web module.
    logging.begin();
    runThread.begin();
    LOG.log(
        Level.INFO,
        "Ledger writer running: {0}; {1} bytes of public keys; Telegram: {2}; first wallet: {3};"
            + " top-ups: {4} within {5}; webhooks of {6} providers; notifications by {7};"
            + " credit spikes looked for within {8}; wallets reconciled every {9};"
            + " {10} kinds of calls to others;"
            + " second factors: {11}, required of staff: {12}",
        writer.isRunning(),
        tokens.jwks().length(),
        telegram.isConfigured(),
        wallets.firstCurrency(),
        onramp.offers(),
        onramp.orderLifetime(),
        webhooks.configured(),
        notify.channels(),
        spikes.window(),
        jobs.of(Job.WALLET_RECONCILIATION).every(),
        outbound.calls().size(),
        secondFactor.isConfigured(),
        secondFactor.isRequiredOfStaff());
  }
}
