using OpsPortal.Domain.Kernel;

namespace OpsPortal.Storage.Start;

/// <summary>Why the portal does not start, in words that say what to do about it.</summary>
internal static class StartRefusals
{
    public static Refusal Directory(string directory, string reason) => new("storage.directory",
        $"The data directory {directory} cannot be used: {Sentence(reason)} Create it and let the user {Environment.UserName} write to it, or name another with OpsPortal:DataDirectory.");

    public static Refusal InUse(string where, string setting) => new("storage.in-use",
        $"Another OpsPortal already uses {where}. Stop that one first, or give this one its own {setting}.");

    public static Refusal Newer(string where, string migration) => new("storage.newer",
        $"{Capital(where)} was written by a newer OpsPortal (it has {migration}, which this version does not know). Start that version or a newer one, or restore a back-up made with this one: OpsPortal restore FILE.");

    public static Refusal Older(string where) => new("storage.older",
        $"{Capital(where)} was written by an older OpsPortal. Use that version's program, or start this one once: it brings the database up to its own version.");

    public static Refusal Foreign(string where) => new("storage.foreign",
        $"{Capital(where)} holds tables that are not OpsPortal's. Nothing was changed in it. Name another with {(where.Contains("schema", StringComparison.Ordinal) ? "ConnectionStrings:OpsPortal" : "OpsPortal:DataDirectory")}.");

    public static Refusal NoConnection { get; } = new("storage.no-connection",
        "OpsPortal:Database is Postgres, so ConnectionStrings:OpsPortal must say where the server is, as Host=db.example.org;Database=opsportal;Username=opsportal;Password=…");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
