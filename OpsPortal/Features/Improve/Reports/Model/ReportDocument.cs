using OpsPortal.Domain.Improve.Measures;

namespace OpsPortal.Features.Improve.Reports.Model;

/// <summary>What leaves the portal as one file: one report, or several under one story.</summary>
/// <param name="Name">As in its address: <c>alert-quality</c>, <c>monthly-review</c>.</param>
/// <param name="Scope">Which services it is narrowed to, in words; empty: all.</param>
/// <param name="Story">What is said before the first chapter; empty where there is one chapter, which has its own.</param>
public sealed record ReportDocument(string Name, string Title, string Question, ReportPeriod Period, ReportPeriod? Compared, string Scope, IReadOnlyList<Sentence> Story, IReadOnlyList<Report> Chapters);
