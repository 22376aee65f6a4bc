using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Estate;

/// <summary>Every expected no of the catalogue, in the words people read.</summary>
public static class EstateRefusals
{
    public static Refusal BadKey(string text) => new("service.invalid-key",
        text.Length == 0 ? "Give the service a key, such as order-database."
        : $"\"{Short(text)}\" cannot be a key: lower-case letters, digits and single hyphens between them, at most {ServiceKey.MaxLength}, and none of the words the portal's own addresses use.");

    public static Refusal Missing(string what) => new("service.invalid-missing", $"Give the {what}.");

    public static Refusal TooLong(string what, int most) => new("service.invalid-length", $"The {what} has at most {most} characters.");

    public static Refusal Unprintable(string what) => new("service.invalid-character", $"The {what} holds a character that cannot be shown.");

    public static Refusal BadUsers() => new("service.invalid-users", $"Users affected is a whole number from 0 to {ServiceDraft.MaxUsers}.");

    public static Refusal TooMany(string what, int most) => new("service.invalid-count", $"A service has at most {most} {what}.");

    public static Refusal Twice(string what, string name) => new("service.invalid-repeat", $"The {what} {Short(name)} is listed twice.");

    public static Refusal NeedsItself(ServiceKey key) => new("service.invalid-dependency", $"{key} cannot need itself.");

    public static Refusal BadPeakHours(string text) => new("service.invalid-peak-hours", $"\"{Short(text)}\" are no peak hours; write them as Mon-Fri 08:00-18:00 Europe/Berlin.");

    /// <param name="cycle">The services in order of need, the first once more at the end.</param>
    public static Refusal Cycle(IEnumerable<ServiceKey> cycle) => new("service.invalid-cycle", $"This would be a circle of dependencies: {string.Join(" → ", cycle)}.");

    public static Refusal UnknownService(ServiceKey key) => new("service.invalid-unknown-service", $"There is no service {key}.");

    public static Refusal UnknownTeam(string name) => new("service.invalid-unknown-team", $"There is no team {Short(name)}.");

    public static Refusal UnknownPerson(string name) => new("service.invalid-unknown-person", $"There is no person {Short(name)}. Persons are named by the e-mail of an account.");

    public static Refusal Exists(ServiceKey key) => new("service.exists", $"There is a service {key} already. Choose another key, or edit that one.");

    public static Refusal Needed(ServiceKey key, IReadOnlyCollection<ServiceKey> by) => new("service.needed",
        $"{string.Join(", ", by.Take(5))}{(by.Count > 5 ? $" and {by.Count - 5} more" : "")} {(by.Count == 1 ? "depends" : "depend")} on {key}. Type its key to delete it and these dependencies with it.");

    public static Refusal TooManyServices() => new("service.too-many", $"The catalogue holds at most {ServiceDraft.MaxServices} services.");

    public static Refusal ServiceChanged(string by) => new("service.changed-meanwhile", $"{by} changed this service meanwhile. What you typed is still here; open the service in another tab, compare, then save again.");

    public static Refusal TeamExists(string name) => new("team.exists", $"There is a team {name} already.");

    public static Refusal TeamOwns(string name, int services) => new("team.owns", $"{name} owns {services} {(services == 1 ? "service" : "services")}. Give them to another team first.");

    public static Refusal TeamChanged() => new("team.changed-meanwhile", "Somebody changed this team meanwhile. Look again, then decide.");

    public static Refusal BadMail() => new("team.invalid-mail", "This is not a mail address.");

    /// <summary>Text of others, kept short inside a sentence.</summary>
    internal static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
