namespace OpsPortal.Domain.Kernel;

/// <summary>Refusals that every stage knows.</summary>
public static class Refusals
{
    public const string ForbiddenCode = "forbidden";

    /// <summary>The actor lacks a permission.</summary>
    public static Refusal Forbidden(string permission) => new(ForbiddenCode, $"You need the permission {permission} for this.");

    /// <summary>There is no such thing.</summary>
    public static Refusal NotFound(string what) => new("not-found", $"{what} does not exist.");
}
