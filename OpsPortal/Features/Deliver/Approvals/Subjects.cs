using OpsPortal.Domain.Deliver.Changes;

namespace OpsPortal.Features.Deliver.Approvals;

/// <summary>What people are asked about, told apart by its name: <c>CHG-42</c>, <c>POL-3 revision 2</c> or <c>restart-cache revision 2</c>.</summary>
internal static class Subjects
{
    /// <summary>The page on which it is decided on.</summary>
    public static string DecideAt(string subject) => ChangeNumber.TryParse(subject, null, out _) ? $"/approvals/{subject}" : OpenAt(subject);

    /// <summary>The page on which it is shown.</summary>
    public static string OpenAt(string subject) =>
        ChangeNumber.TryParse(subject, null, out _) ? $"/changes/{subject}" : IsPolicy(subject) ? "/approvals/policies" : $"/changes/templates#{subject.Split(' ')[0]}";

    /// <summary>What it is, where it has no title of its own.</summary>
    public static string What(string subject) => IsPolicy(subject) ? "An approval policy" : "A template of standard changes";

    private static bool IsPolicy(string subject) => subject.StartsWith("POL-", StringComparison.Ordinal);
}
