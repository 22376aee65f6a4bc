namespace OpsPortal.Domain.Kernel;

/// <summary>Refusals that every stage knows.</summary>
public static class Refusals
{
    /// <summary>The actor lacks a permission.</summary>
    public static Refusal Forbidden(string permission) => new("forbidden", $"You need the permission {permission} for this.");

    /// <summary>There is no such thing.</summary>
    public static Refusal NotFound(string what) => new("not-found", $"{what} does not exist.");
}
