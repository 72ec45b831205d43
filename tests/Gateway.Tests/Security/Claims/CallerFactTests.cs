using System.Net;
using System.Text.Json;
using Gateway.Security;
using Gateway.Security.Clients;
using Gateway.Storage.Clients;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Security.Claims;

/// <summary>Who a caller is: as CIS2, Entra ID and the register of clients say, and not where they contradict each other.</summary>
public sealed class CallerFactTests(TokenHost fixture) : IClassFixture<TokenHost>
{
    private static readonly object s_role = new { person_orgid = "5", person_roleid = "111", org_code = "R1L", role_name = "Clinical", role_code = "S8000:G8001:R8001", activity_codes = new[] { "B0011" } };
    private static readonly object s_other = new { person_roleid = "222", org_code = "RXX", role_code = "S8000:G8000:R8000" };

    [Fact]
    public async Task A_user_of_CIS2_has_the_role_and_organisation_that_they_have_chosen()
    {
        var seen = await SeenAsync(Cis2("111", s_role, s_other));
        seen.GetProperty("user").GetString().Should().Be("https://fhir.nhs.uk/Id/sds-user-id|555044444106");
        seen.GetProperty("organization").GetString().Should().Be("R1L");
        Words(seen, "roles").Should().Equal("S8000", "G8001", "R8001");
        Words(seen, "facts").Should().Equal("identity-assurance-3");
        (await SeenAsync(Cis2("222", s_role, s_other))).GetProperty("organization").GetString().Should().Be("RXX");
        (await SeenAsync(Cis2(null, s_role))).GetProperty("organization").GetString().Should().Be("R1L", "there is one alone");
    }

    [Fact]
    public async Task What_CIS2_says_is_refused_where_it_contradicts_itself()
    {
        foreach (var claims in new[]
        {
            Cis2("333", s_role, s_other), Cis2(null, s_role, s_other), Cis2("111"), Cis2("111", s_role, s_role), Cis2("111", new { person_roleid = "111" }), Cis2("111", "no role"),
            With(Cis2("111", s_role), "organization", "RXX"), With(Cis2("111", s_role), "idassurancelevel", "9"), With(Cis2("111", s_role), "id_assurance_level", "2"), With(Cis2("111", s_role), "oid", "8c3d7a52-0000-4000-8000-000000000002"),
        })
            (await StatusAsync(claims)).Should().Be(HttpStatusCode.Unauthorized, JsonSerializer.Serialize(claims));
        var claimed = Cis2("111", s_role);
        claimed.Remove("nhsid_useruid");
        (await StatusAsync(claimed)).Should().Be(HttpStatusCode.Unauthorized, "a role is somebody's");
        (await SeenAsync(With(Cis2("111", s_role), "organization", "R1L"))).GetProperty("organization").GetString().Should().Be("R1L");
    }

    [Fact]
    public async Task A_user_of_Entra_has_their_object_id_and_application_roles()
    {
        var claims = With(With(Plain(), "oid", "8c3d7a52-0000-4000-8000-000000000002"), "roles", new[] { "system/Task.r", "Amhp.Duty" });
        var seen = await SeenAsync(claims);
        seen.GetProperty("user").GetString().Should().Be("urn:ietf:rfc:3986|urn:uuid:8c3d7a52-0000-4000-8000-000000000002");
        Words(seen, "roles").Should().Equal("Amhp.Duty");
        seen.GetProperty("scopes").GetInt32().Should().Be(2);
    }

    [Theory]
    [InlineData("police_vetting", "NPPV3", "police-vetted,police-vetting-nppv3")]
    [InlineData("police_vetting", true, "police-vetted")]
    [InlineData("police_vetting", "none", "")]
    [InlineData("police_vetting", "expired", "")]
    [InlineData("police_vetting", "whatever", "")]
    [InlineData("amhp_on_duty", true, "amhp-on-duty")]
    [InlineData("amhp_on_duty", false, "")]
    [InlineData("facts", "police-vetted amhp-on-duty", "amhp-on-duty,police-vetted")]
    public async Task Vetting_and_duty_are_read(string claim, object value, string expected) =>
        string.Join(',', Words(await SeenAsync(With(Plain(), claim, value)), "facts")).Should().Be(expected);

    [Fact]
    public async Task Facts_that_contradict_each_other_are_refused()
    {
        (await StatusAsync(With(With(Plain(), "facts", "police-vetted"), "police_vetting", "none"))).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(With(Plain(), "amhp_on_duty", new object[] { true, false }))).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(With(Plain(), "facts", "Police Vetted"))).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(With(With(Plain(), "azp", "client-2"), "appid", "client-1"))).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(With(Plain(), "organization", new[] { "R1L", "RXX" }))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_an_issuer_leaves_out_of_its_client_the_register_says()
    {
        var claims = Cis2("111", s_role);
        foreach (var left in new[] { "recipient", "scope", "purpose_of_use" })
            claims.Remove(left);
        claims["client_id"] = "cis2-client";
        (await StatusAsync(claims)).Should().Be(HttpStatusCode.Forbidden, "nobody has registered it for a purpose");
        await RegisterAsync("cis2-client", r => r with { Facts = ["police-vetted"], Scopes = ["user/Patient.rs", "user/Task.r"] });
        var seen = await SeenAsync(claims);
        seen.GetProperty("kind").GetString().Should().Be("Amhp");
        seen.GetProperty("purpose").GetString().Should().EndWith("|TREAT");
        seen.GetProperty("scopes").GetInt32().Should().Be(2);
        Words(seen, "facts").Should().Equal("identity-assurance-3", "police-vetted");
        foreach (var (claim, value) in new[] { ("recipient", "trust-clinician"), ("purpose_of_use", "HOPERAT"), ("police_vetting", "none") })
            (await StatusAsync(With(claims, claim, value))).Should().Be(HttpStatusCode.Unauthorized, claim);
        (await SeenAsync(With(claims, "scope", "user/Task.rs user/Task.r user/Patient.s"))).GetProperty("scopes").GetInt32().Should().Be(2, "one is more than the client has");
        await fixture.Host.Services.GetRequiredService<ClientTable>().DisableAsync(fixture.Issuer.Name, "cis2-client", disabled: true);
        (await StatusAsync(claims)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void Every_word_for_a_recipient_is_a_kind() =>
        CallerKinds.Words.Should().BeEquivalentTo("custody-officer", "custody-healthcare", "liaison-and-diversion", "street-triage", "trust-clinician", "amhp", "community-worker", "case-worker", "court", "court-report-writer", "probation", "commissioner", "data-subject", "system", "record-keeper", "administrator");

    private static Dictionary<string, object> With(Dictionary<string, object> claims, string name, object value) => new(claims) { [name] = value };

    private static IEnumerable<string?> Words(JsonElement seen, string name) => seen.GetProperty(name).EnumerateArray().Select(w => w.GetString());

    private Dictionary<string, object> Plain()
    {
        var claims = fixture.Issuer.Claims();
        claims.Remove("organization");
        return claims;
    }

    private Dictionary<string, object> Cis2(string? chosen, params object[] roles)
    {
        var claims = new Dictionary<string, object>(Plain()) { ["nhsid_useruid"] = "555044444106", ["nhsid_nrbac_roles"] = roles, ["idassurancelevel"] = "3" };
        if (chosen is not null)
            claims["selected_roleid"] = chosen;
        return claims;
    }

    private Task RegisterAsync(string id, Func<ClientRegistration, ClientRegistration> change)
    {
        var registration = new ClientRegistration { Id = id, Issuer = fixture.Issuer.Name, Name = id, Recipient = "amhp", Scopes = ["user/Patient.rs"], Purposes = ["TREAT"] };
        return fixture.Host.Services.GetRequiredService<ClientTable>().PutAsync(new ClientRow { Issuer = fixture.Issuer.Name, Id = id, Content = change(registration).ToJson() });
    }

    private async Task<JsonElement> SeenAsync(Dictionary<string, object> claims)
    {
        using var answer = await fixture.Host.SendAsync("/fhir/who", fixture.Issuer.Token(claims));
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.Should().Be(HttpStatusCode.OK, body);
        return JsonElement.Parse(body);
    }

    private async Task<HttpStatusCode> StatusAsync(Dictionary<string, object> claims) => (await fixture.Host.SendAsync("/fhir/who", fixture.Issuer.Token(claims))).StatusCode;
}
