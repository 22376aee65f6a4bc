using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Inform;

/// <summary>Every expected no of telling people, in the words they read.</summary>
public static class InformRefusals
{
    public const string HoldsForEverythingCode = "notification.invalid-holds-for-everything";

    public static Refusal BadMailAddress() => new("inform.invalid-address", "Give one plain mail address, as ada@example.org: no name, no list, no blanks.");

    public static Refusal BadUrl() => new("inform.invalid-url", "The address must begin with http:// or https:// and name a host.");

    public static Refusal UrlWithPassword() => new("inform.invalid-url", "Put no user or password into the address; the receiver knows the portal by its signature.");

    /// <summary>Says no more than that: whoever asks from outside learns nothing of what there is inside.</summary>
    public static Refusal UnreachableUrl() => new("inform.invalid-url", "This address cannot be used: it names no host that the portal may reach.");

    public static Refusal MailIsOff() => new("inform.mail-off", "The portal sends no mail yet: an administrator sets OpsPortal:Mail:Host and OpsPortal:Mail:From.");

    public static Refusal Missing(string what) => new("inform.invalid-text", $"{what} is missing.");

    public static Refusal TooLong(string what, int most) => new("inform.invalid-text", $"{what} is longer than {most} characters.");

    public static Refusal Unprintable(string what) => new("inform.invalid-text", $"{what} contains characters that cannot be shown.");

    public static Refusal ChangedMeanwhile(string by) => new("inform.changed-meanwhile", $"{by} changed this meanwhile. Look again, then decide.");

    public static Refusal UnknownService(string key) => new("inform.invalid-service", $"There is no service {key}.");

    public static Refusal UnknownTeam() => new("inform.invalid-team", "There is no such team.");

    public static Refusal NotAPerson() => new("inform.not-a-person", "Only a person can do this for oneself, not a key.");

    // Notification rules.
    public static Refusal NameTaken(string name) => new("notification.name-taken", $"There is a rule called {name} already.");

    public static Refusal TooManyRules(int most) => new("notification.too-many", $"There can be {most} rules at most.");

    public static Refusal NotOwnAddress() => new("notification.invalid-address", "For yourself you can only name an address of one of your own accounts.");

    public static Refusal NotYours() => new("notification.not-yours", "This rule is somebody else's.");

    public static Refusal BadBundle() => new("notification.invalid-bundle", $"Events can be collected for 0 to {NotificationRule.MaxBundleMinutes} minutes.");

    public static Refusal BadQuiet(string why) => new("notification.invalid-quiet-hours", why);

    public static Refusal NoOnCall() => new("notification.invalid-destination", "Nobody keeps a rota here, so there is no team on call to tell.");

    public static Refusal NoSecret() => new("notification.not-signed", "This rule signs nothing, so it has no signing secret.");

    /// <summary>Not a no for good: the person is asked once more.</summary>
    public static Refusal HoldsForEverything() => new(HoldsForEverythingCode, "This rule tells of every event there is. Confirm that this is meant.");

    // Announcements.
    public static Refusal NotFrom(AnnouncementState from, AnnouncementState to) => new("announcement.not-from", $"An announcement that is {Said(from)} cannot become {Said(to)}.");

    public static Refusal CannotEdit(AnnouncementState state) => new("announcement.not-editable", $"An announcement that is {Said(state)} is not edited any more: readers have it. Add an update.");

    public static Refusal EndsBeforeStart() => new("announcement.invalid-times", "It would end before it starts.");

    public static Refusal InThePast() => new("announcement.invalid-times", "It cannot be published in the past.");

    public static Refusal TooFarAhead() => new("announcement.invalid-times", $"It can be announced {Words.Span(Announcement.Furthest)} ahead at most.");

    public static Refusal BadAhead() => new("announcement.invalid-ahead", $"Messages ahead are at most {Announcement.MostAhead}, each between 5 minutes and 30 days before the start.");

    public static Refusal NoStartNoAhead() => new("announcement.invalid-ahead", "Messages ahead need a start.");

    public static Refusal UnknownPlaceholder(string name) => new("announcement.invalid-placeholder", $"{{{name}}} stands for nothing. Known are {string.Join(", ", AnnouncementText.Names.Select(known => $"{{{known}}}"))}.");

    public static Refusal NoStartForPlaceholder(string name) => new("announcement.invalid-placeholder", $"{{{name}}} needs a time that is not set.");

    public static Refusal TooManyServices(int most) => new("announcement.invalid-service", $"There can be {most} services at most.");

    public static Refusal BadLink() => new("announcement.invalid-link", "The link must begin with http:// or https://.");

    // Subscriptions.
    public static Refusal SubscriptionsOff() => new("subscription.off", "The public status page is switched off.");

    public static Refusal TooManyAttempts() => new("too-many-requests", "Too many attempts. Wait a few minutes and try again.");

    public static Refusal FullHouse() => new("subscription.full", "No more subscriptions can be taken at the moment.");

    public static Refusal NoSuchToken() => new("subscription.unknown-token", "This link is not valid, or not any more.");

    // Deliveries.
    public static Refusal NotGivenUp() => new("delivery.not-given-up", "Only what was given up can be tried again.");

    public static Refusal NoLongerTrue() => new("delivery.no-longer-true", "It is over meanwhile; telling it now would be wrong, and nobody would say that it is over.");

    public static Refusal RunsItself() => new("delivery.of-a-run", "What a trigger sent is tried again by its trigger, within its guardrails.");

    private static string Said(AnnouncementState state) => state.ToString().ToLowerInvariant();
}
