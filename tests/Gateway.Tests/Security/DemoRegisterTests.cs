using System.Net;
using Gateway.Demo;
using Gateway.Security.Clients;
using Gateway.Security.Issuing;
using Gateway.Security.Tokens;
using Gateway.Storage.Clients;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Security;

public sealed class DemoRegisterTests
{
    private static readonly DemoOrganizations s_essex = new("R1L", "R1L", "42", "ZZ950", "2575");

    [Fact]
    public async Task Every_client_of_a_demo_gets_tokens_with_a_key_that_its_owner_alone_may_read()
    {
        using var folder = new TemporaryFolder();
        await using var host = await SmallHost.StartAsync([]);
        var keys = await FillAsync(host, folder);
        foreach (var client in DemoClients.Of(s_essex))
        {
            var pem = await File.ReadAllTextAsync(keys[client.ClientId]);
            var assertion = NewAssertion.Make(pem, client.ClientId, host.Services.GetRequiredService<TokenAddress>().Token, TestIssuer.Now);
            using var content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["scope"] = client.Scopes[0].Replace("user/", "system/", StringComparison.Ordinal),
                ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = assertion,
            });
            using var answer = await host.Client.PostAsync("/oauth/token", content);
            answer.StatusCode.Should().Be(HttpStatusCode.OK, client.ClientId);
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(keys[client.ClientId]).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_registration_of_the_demo_has_no_fault_and_one_purpose_and_its_key_stays()
    {
        using var folder = new TemporaryFolder();
        await using var host = await SmallHost.StartAsync([]);
        var first = await File.ReadAllTextAsync((await FillAsync(host, folder))[DemoClients.Courts]);
        (await File.ReadAllTextAsync((await FillAsync(host, folder))[DemoClients.Courts])).Should().Be(first);
        var clients = (await host.Services.GetRequiredService<ClientTable>().ReadAsync()).Clients.Select(c => ClientRegistration.Read(c.Content)!).ToList();
        clients.SelectMany(RegistrationCheck.Faults).Should().BeEmpty();
        clients.ToDictionary(c => c.Id, c => string.Join(' ', c.Purposes)).Should().BeEquivalentTo(new Dictionary<string, string>
        {
            [DemoClients.TrustClinician] = "TREAT",
            [DemoClients.CustodySystem] = "custody-care",
            [DemoClients.CommunityProvider] = "TREAT",
            [DemoClients.Courts] = "court-results",
            [DemoClients.Practitioner] = "TREAT",
            [DemoClients.RecordKeeper] = "TREAT",
            [DemoClients.Administrator] = "HOPERAT",
            [DemoClients.SourceReader] = "TREAT",
            [DemoClients.MessageProxy] = "HOPERAT",
        });
    }

    [Fact]
    public async Task A_demo_client_that_somebody_disabled_is_refused_with_its_demo_token_too_and_stays_so()
    {
        using var folder = new TemporaryFolder();
        using var issuer = DemoIssuer.Open(folder.Path, new TestClock(TestIssuer.Now));
        await using var host = await SmallHost.StartAsync([], demo: issuer);
        await FillAsync(host, folder);
        var token = issuer.Issue(DemoClients.Of(s_essex)[0]);
        (await host.SendAsync("/fhir/Patient/1", token)).StatusCode.Should().Be(HttpStatusCode.OK);
        await host.Services.GetRequiredService<ClientTable>().DisableAsync("", DemoClients.TrustClinician, disabled: true);
        (await host.SendAsync("/fhir/Patient/1", token)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        await FillAsync(host, folder);
        (await host.SendAsync("/fhir/Patient/1", token)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private static Task<IReadOnlyDictionary<string, string>> FillAsync(SmallHost host, TemporaryFolder folder) =>
        DemoRegister.FillAsync(host.Services.GetRequiredService<ClientTable>(), folder.Path, DemoClients.Of(s_essex), default);
}
