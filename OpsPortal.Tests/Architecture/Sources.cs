using OpsPortal.Peers;

namespace OpsPortal.Tests.Architecture;

/// <summary>The hand-written source files of the checkout.</summary>
internal static class Sources
{
    public static string Root => Places.RepositoryRoot;

    /// <summary>The product: what a user runs.</summary>
    public static IReadOnlyList<SourceFile> Product { get; } = [.. Under("OpsPortal.Domain"), .. Under("OpsPortal")];

    /// <summary>Everything that checks or measures the product.</summary>
    public static IReadOnlyList<SourceFile> Tests { get; } = [.. Under("OpsPortal.Tests"), .. Under("OpsPortal.E2E"), .. Under("OpsPortal.Peers"), .. Under("OpsPortal.Benchmarks")];

    public static IReadOnlyList<SourceFile> All { get; } = [.. Product, .. Tests];

    private static IEnumerable<SourceFile> Under(string project) =>
        Directory.EnumerateFiles(Path.Combine(Root, project), "*", SearchOption.AllDirectories)
            .Select(file => new SourceFile(Path.GetRelativePath(Root, file).Replace('\\', '/')))
            .Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal) || file.Path.EndsWith(".razor", StringComparison.Ordinal) || file.Path.EndsWith(".css", StringComparison.Ordinal))
            .Where(file => !file.Folders.Intersect(["bin", "obj", "wwwroot", "Migrations"]).Any());
}

/// <param name="Path">From the root of the checkout, with forward slashes.</param>
internal sealed record SourceFile(string Path)
{
    public string[] Folders => Path.Split('/')[..^1];
    public string Folder => string.Join('/', Folders);
    public string Text => File.ReadAllText(System.IO.Path.Combine(Sources.Root, Path));
    public int Lines => File.ReadLines(System.IO.Path.Combine(Sources.Root, Path)).Count();
}
