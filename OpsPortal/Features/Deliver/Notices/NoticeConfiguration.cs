using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Features.Deliver.Changes;

namespace OpsPortal.Features.Deliver.Notices;

internal sealed class DeploymentNoticeConfiguration : IEntityTypeConfiguration<DeploymentNotice>
{
    public void Configure(EntityTypeBuilder<DeploymentNotice> notice)
    {
        notice.ToTable("deployment_notices").HasKey(n => n.Id);
        notice.Property(n => n.Sender).HasMaxLength(DeploymentNotice.MaxSenderLength);
        notice.Property(n => n.Key).HasMaxLength(DeploymentNotice.MaxKeyLength);
        notice.Property(n => n.Hash).HasMaxLength(64);
        notice.Property(n => n.Component).HasMaxLength(ChangePlan.MaxNameLength);
        notice.Property(n => n.Version).HasMaxLength(ChangePlan.MaxVersionLength);
        notice.Property(n => n.Commit).HasMaxLength(64);
        notice.Property(n => n.Digest).HasMaxLength(200);
        notice.Property(n => n.Environment).HasMaxLength(WindowScope.MaxEnvironmentLength);
        notice.Property(n => n.Status).HasConversion<string>().HasMaxLength(12);
        notice.Property(n => n.TriggeredBy).HasMaxLength(PushedCommit.MaxPersonLength);
        notice.Property(n => n.RunUrl).HasMaxLength(DeploymentNotice.MaxLinkLength);
        notice.Property(n => n.PreviousVersion).HasMaxLength(DeploymentNotice.MaxKeyLength);
        notice.Property(n => n.CausedByIncident).HasMaxLength(DeploymentNotice.MaxKeyLength);
        notice.Property(n => n.Change).HasConversion<ChangeNumberColumn>();
        notice.Property(n => n.RogueCode).HasMaxLength(60);
        notice.Property(n => n.RogueWhy).HasMaxLength(DeploymentNotice.MaxWhyLength);
        notice.Ignore(n => n.Deployed);
        notice.HasIndex(n => new { n.Sender, n.Key }).IsUnique().HasDatabaseName("ux_deployment_notices_key");
        notice.HasIndex(n => new { n.Service, n.Component, n.Environment, n.Id }).HasDatabaseName("ix_deployment_notices_component");
        notice.HasIndex(n => new { n.OccurredAt, n.Id }).HasDatabaseName("ix_deployment_notices_occurred");
        notice.HasIndex(n => n.Change).HasDatabaseName("ix_deployment_notices_change");
    }
}

internal sealed class PushedCommitConfiguration : IEntityTypeConfiguration<PushedCommit>
{
    public void Configure(EntityTypeBuilder<PushedCommit> commit)
    {
        commit.ToTable("pushed_commits").HasKey(c => c.Id);
        commit.Property(c => c.Repository).HasMaxLength(PushedCommit.MaxRepositoryLength);
        commit.Property(c => c.Sha).HasMaxLength(64);
        commit.Property(c => c.Name).HasMaxLength(PushedCommit.MaxPersonLength);
        commit.Property(c => c.Mail).HasMaxLength(PushedCommit.MaxPersonLength);
        commit.Property(c => c.Login).HasMaxLength(PushedCommit.MaxPersonLength);
        commit.Ignore(c => c.Author);
        commit.HasIndex(c => new { c.Repository, c.Sha }).IsUnique().HasDatabaseName("ux_pushed_commits_sha");
        commit.HasIndex(c => c.AuthoredAt).HasDatabaseName("ix_pushed_commits_authored");
    }
}
