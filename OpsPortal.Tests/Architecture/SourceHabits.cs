using System.Text.RegularExpressions;

namespace OpsPortal.Tests.Architecture;

/// <summary>What no source says, whatever an analyzer would let pass.</summary>
public sealed partial class SourceHabits
{
    [Fact]
    public void Nobody_sleeps() => Nowhere(Sources.All, Sleeping());

    [Fact]
    public void No_test_waits_for_a_fixed_time() => Nowhere(Sources.Tests.Where(file => !file.Path.StartsWith("OpsPortal.Benchmarks/", StringComparison.Ordinal)), Delaying());

    [Fact]
    public void Nobody_blocks_on_a_task() => Nowhere(Sources.Product, Blocking());

    [Fact]
    public void No_method_runs_where_nobody_can_await_it() => Nowhere(Sources.All, AsyncVoid());

    [Fact]
    public void No_failure_is_swallowed_without_a_word() => Nowhere(Sources.Product, EmptyCatch());

    [Fact]
    public void Nothing_is_left_for_later() => Nowhere(Sources.All, Unfinished());

    [Fact]
    public void The_product_never_talks_the_compiler_out_of_a_null() => Nowhere(Sources.Product.Where(file => !IsComponent(file)), Forgiven());

    /// <summary>A component's parts are set by the framework before anything is drawn, which the compiler cannot know.</summary>
    private static bool IsComponent(SourceFile file) =>
        file.Path.EndsWith(".razor", StringComparison.Ordinal) || file.Path.EndsWith(".razor.cs", StringComparison.Ordinal) || file.Text.Contains(": ComponentBase", StringComparison.Ordinal);

    private static void Nowhere(IEnumerable<SourceFile> files, Regex forbidden) => Assert.Empty(files
        .Where(file => !file.Path.EndsWith("Architecture/SourceHabits.cs", StringComparison.Ordinal))
        .SelectMany(file => forbidden.Matches(file.Text).Select(match => $"{file.Path}: {match.Value.Trim()}")));

    [GeneratedRegex(@"Thread\.Sleep|SpinWait", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sleeping();

    [GeneratedRegex(@"Task\.Delay|WaitForTimeoutAsync", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Delaying();

    [GeneratedRegex(@"^(?!.*IsCompleted).*(\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(\)|Async\([^;\n]*\)\.Result\b)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocking();

    [GeneratedRegex(@"\basync void\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AsyncVoid();

    [GeneratedRegex(@"catch\s*(\([^)]*\))?\s*(when\s*\([^{}]*\))?\s*\{\s*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException|(?i:coming soon)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\bnull!|\bdefault!", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forgiven();
}
