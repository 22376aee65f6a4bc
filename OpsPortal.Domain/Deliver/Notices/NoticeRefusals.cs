using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Notices;

/// <summary>Every expected no to a notice, in words its sender can act on.</summary>
public static class NoticeRefusals
{
    public static Refusal OtherContent(string key) => new("notice.key-used", $"The key {key} was used for another notice. Give every notice a key of its own.");

    public static Refusal Missing(string what) => new("notice.invalid-missing", $"Say {what}.");

    public static Refusal TooLong(string what, int most) => new("notice.invalid-length", $"The {what} has at most {most} characters.");

    public static Refusal UnknownComponent(string named) => new("notice.invalid-component", $"The catalogue has no component {named}. Name it as service/component.");

    public static Refusal Ambiguous(string named, IEnumerable<string> found) => new("notice.invalid-component", $"Several components are named {named}: {string.Join(", ", found)}. Name it as service/component.");

    public static Refusal UnknownEnvironment(string named, string service) => new("notice.invalid-environment", $"{service} has no environment {named} in the catalogue.");

    public static Refusal BadLink() => new("notice.invalid-link", "The address of a run begins with http:// or https://.");

    public static Refusal FromTheFuture() => new("notice.invalid-time", "It says that it happened in the future; look at the clock of the sender.");

    public static Refusal BadSignature(string why) => new("notice.bad-signature", $"The signature is not good: {why}.");

    public static Refusal Unreadable(string why) => new("request.malformed", $"The notice cannot be read: {why}.");
}
