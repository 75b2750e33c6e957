/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ac-categories.h"
#include "ac-consent-record.h"
#include "ac-json.h"

#define CONTEXT "https://w3id.org/dpv"
#define PROFILE "https://w3id.org/dpv/schema/dpv-27560#record"

static const char *const purposes[] = {
  [AC_USE_PERSONALISE] = "dpv:ServicePersonalisation",
  [AC_USE_PROVIDE] = "dpv:RequestedServiceProvision",
  [AC_USE_IMPROVE] = "dpv:ImproveExistingProductsAndServices",
  [AC_USE_ADS] = "dpv:PersonalisedAdvertising",
  [AC_USE_COUNT_PEOPLE] = "dpv:ServiceUsageAnalytics",
  [AC_USE_KEEP_SAFE] = "dpv:MisusePreventionAndDetection",
  [AC_USE_ACROSS_APPS] = "dpv:ServiceProvision",
  [AC_USE_TRAIN_AI] = "dpv:ResearchAndDevelopment",
};
G_STATIC_ASSERT (G_N_ELEMENTS (purposes) == AC_N_USES);

static const char *const states[] = {
  [AC_CONSENT_UNKNOWN] = "dpv:ConsentUnknown",
  [AC_CONSENT_REQUESTED] = "dpv:ConsentRequested",
  [AC_CONSENT_REQUEST_DEFERRED] = "dpv:ConsentRequestDeferred",
  [AC_CONSENT_REFUSED] = "dpv:ConsentRefused",
  [AC_CONSENT_GIVEN] = "dpv:ConsentGiven",
  [AC_CONSENT_RENEWED] = "dpv:RenewedConsentGiven",
  [AC_CONSENT_WITHDRAWN] = "dpv:ConsentWithdrawn",
  [AC_CONSENT_REVOKED] = "dpv:ConsentRevoked",
  [AC_CONSENT_EXPIRED] = "dpv:ConsentExpired",
  [AC_CONSENT_INVALIDATED] = "dpv:ConsentInvalidated",
};
G_STATIC_ASSERT (G_N_ELEMENTS (states) == AC_N_CONSENTS);

/* A setting is a no to something that all services might do with everything. */
static const struct
{
  const char *purpose;
  const char *processing;
} settings[] = {
  [AC_SETTING_KEEP_SEPARATE] = { "dpv:ServiceProvision", "dpv:Combine" },
  [AC_SETTING_DO_NOT_SELL] = { "dpv:SellDataToThirdParties", "dpv:Share" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (settings) == AC_N_SETTINGS);

#define ALL_SERVICES "all services"

static JsonObject *
describe_entity (const char *type, const char *name)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "@type", type);
  ac_json_set_string (object, "dct:title", name);
  return object;
}

static JsonObject *
describe_notice (const AcReceiptFacts *facts)
{
  g_autofree char *version = g_strdup_printf ("accounts-center words %u", facts->words_version);
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "@type", "dpv:ConsentNotice");
  ac_json_set_string (object, "dct:identifier", version);
  if (facts->terms_version != 0)
    {
      g_autofree char *terms =
          g_strdup_printf ("%s terms %u", facts->recipient, facts->terms_version);

      ac_json_set_string (object, "dct:references", terms);
    }
  return object;
}

static void
describe_parties (JsonObject *object, const char *source, const char *recipient)
{
  json_object_set_object_member (object, "dpv:hasDataSource",
                                 describe_entity ("dpv:DataSource", source));
  json_object_set_object_member (object, "dpv:hasRecipient",
                                 describe_entity ("dpv:Recipient", recipient));
}

static JsonObject *
describe_process (const AcReceiptFacts *facts)
{
  JsonObject *object = json_object_new ();

  if (facts->kind == AC_RECEIPT_OF_SETTING)
    {
      ac_json_set_string (object, "dpv:hasPurpose", settings[facts->setting].purpose);
      ac_json_set_string (object, "dpv:hasProcessing", settings[facts->setting].processing);
      ac_categories_write (object, "dpv:hasPersonalData", AC_ALL_CATEGORIES);
      describe_parties (object, ALL_SERVICES, ALL_SERVICES);
    }
  else
    {
      ac_json_set_string (object, "dpv:hasPurpose", purposes[facts->use]);
      ac_categories_write (object, "dpv:hasPersonalData", facts->agreed);
      describe_parties (object, facts->accounts[0].service, facts->recipient);
    }
  ac_json_set_string (object, "dpv:hasStorageCondition", "dpv:UntilEventDuration");
  ac_json_set_string (object, "dpv:hasLegalBasis", "dpv:ExplicitlyExpressedConsent");
  ac_json_set_string (object, "dpv:hasConsentControl", "dpv:WithdrawConsent");
  ac_json_set_string (object, "dpv:isExercisedAt", "accounts-center:privacy");
  return object;
}

/* To take a no back is not to say yes. */
static AcConsent
get_consent (const AcReceiptFacts *facts)
{
  if (facts->kind != AC_RECEIPT_OF_SETTING)
    return facts->consent;

  return facts->value ? AC_CONSENT_REFUSED : AC_CONSENT_UNKNOWN;
}

static JsonObject *
describe_event (const AcReceiptFacts *facts)
{
  JsonObject *object = json_object_new ();

  ac_json_set_string (object, "@type", states[get_consent (facts)]);
  ac_json_set_time (object, "dct:issued", facts->created_at);
  ac_json_set_time (object, "dct:valid", facts->until);
  ac_json_set_string (object, "dpv:isIndicatedBy", facts->person_id);
  ac_json_set_string (object, "dpv:hasIndicationMethod", ac_program_to_slug (facts->how));
  return object;
}

/* No consent, but what was done with what there was. */
static char *
write_erasure (const AcReceiptFacts *facts)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);

  ac_json_set_string (object, "@context", CONTEXT);
  ac_json_set_string (object, "@type", "dpv:Erase");
  ac_json_set_string (object, "dct:identifier", facts->id);
  ac_json_set_string (object, "dpv:hasDataSubject", facts->person_id);
  ac_json_set_time (object, "dct:issued", facts->created_at);
  ac_json_set_string (object, "dpv:hasIndicationMethod", ac_program_to_slug (facts->how));
  ac_erased_write (object, "dpv:hasOutcome", facts->erased);
  return json_to_string (node, FALSE);
}

static char *
write_consent (const AcReceiptFacts *facts)
{
  JsonObject *object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);

  ac_json_set_string (object, "@context", CONTEXT);
  ac_json_set_string (object, "@type", "dpv:ConsentRecord");
  ac_json_set_string (object, "dct:conformsTo", PROFILE);
  ac_json_set_string (object, "dct:identifier", facts->id);
  ac_json_set_string (object, "dpv:hasDataSubject", facts->person_id);
  json_object_set_object_member (object, "dpv:hasNotice", describe_notice (facts));
  json_object_set_object_member (object, "dpv:hasProcess", describe_process (facts));
  json_object_set_object_member (object, "dpv:hasConsentStatus", describe_event (facts));
  json_object_unref (object);
  return json_to_string (node, FALSE);
}

char *
ac_consent_record_write (const AcReceiptFacts *facts)
{
  return facts->kind == AC_RECEIPT_OF_ERASURE ? write_erasure (facts) : write_consent (facts);
}
