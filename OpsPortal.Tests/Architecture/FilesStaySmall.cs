namespace OpsPortal.Tests.Architecture;

/// <summary>The house is pleasant while what is read together fits on a screen or two.</summary>
public sealed class FilesStaySmall
{
    [Fact]
    public void No_file_is_over_300_lines() =>
        Assert.Empty(Sources.All.Where(file => file.Lines > 300).Select(file => $"{file.Path}: {file.Lines} lines"));

    [Fact]
    public void Half_of_the_files_are_at_most_60_lines_and_nine_of_ten_at_most_150()
    {
        var lines = Sources.Product.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal)).Select(file => file.Lines).Order().ToList();
        Assert.InRange(lines[lines.Count / 2], 1, 60);
        Assert.InRange(lines[lines.Count * 9 / 10], 1, 150);
    }

    [Fact]
    public void No_folder_holds_more_than_12_files() =>
        Assert.Empty(Sources.All.CountBy(file => file.Folder).Where(folder => folder.Value > 12).Select(folder => $"{folder.Key}: {folder.Value} files"));

    [Fact]
    public void The_program_is_a_table_of_contents_of_at_most_40_lines() =>
        Assert.InRange(Sources.Product.Single(file => file.Path == "OpsPortal/Program.cs").Lines, 1, 40);
}
