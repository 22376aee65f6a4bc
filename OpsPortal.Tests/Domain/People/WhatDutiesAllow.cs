using OpsPortal.Domain.People;

namespace OpsPortal.Tests.Domain.People;

public sealed class WhatDutiesAllow
{
    [Fact]
    public void Every_duty_opens_the_portal_and_names_only_known_permissions()
    {
        foreach (var duty in Enum.GetValues<Duty>())
        {
            Assert.Contains(Permissions.PortalUse, Duties.Permits(duty));
            Assert.All(Duties.Permits(duty), permission => Assert.True(Permissions.All.Contains(permission), permission));
        }
    }

    [Fact]
    public void Only_administrators_manage_people_and_keys_and_that_alone_lets_them_work_on_no_event()
    {
        Assert.Equal([Duty.Administrator], Holders(Permissions.PeopleManage));
        Assert.Equal([Duty.Administrator], Holders(Permissions.ApiKeysManage));
        Assert.DoesNotContain(Permissions.EventsWork, Duties.Permits(Duty.Administrator));
    }

    [Fact]
    public void Every_permission_is_explained_in_words() => Assert.All(Permissions.All, permission => Assert.NotEqual(permission, PermissionTitles.Of(permission)));

    private static IEnumerable<Duty> Holders(string permission) => Enum.GetValues<Duty>().Where(duty => Duties.Permits(duty).Contains(permission));
}
