using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Duties;

/// <summary>What the database itself refuses: the same rules once more, where nobody gets past them.</summary>
internal static class DatabaseRefusals
{
    /// <summary>Begins every message that its rules raise; a code and words follow.</summary>
    private const string Mark = "opsportal-rule ";

    /// <summary>Null: something else went wrong.</summary>
    public static Refusal? Read(DbUpdateException error)
    {
        var message = error.InnerException?.Message ?? "";
        var mark = message.IndexOf(Mark, StringComparison.Ordinal);
        if (mark < 0) return null;
        var said = message[(mark + Mark.Length)..];
        var blank = said.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? null : new(said[..blank], said[(blank + 1)..].TrimEnd('\'', '.', ' ') + ".");
    }
}
