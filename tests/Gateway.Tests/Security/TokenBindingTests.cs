using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Security.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Tests.Security;

public sealed class TokenBindingTests
{
    [Fact]
    public void A_bound_token_is_good_with_its_certificate_only()
    {
        using var mine = Certificate();
        using var yours = Certificate();
        var token = Token(new Dictionary<string, string> { ["x5t#S256"] = Base64Url.EncodeToString(SHA256.HashData(mine.RawData)) });
        TokenBinding.IsBound(token).Should().BeTrue();
        TokenBinding.Holds(token, mine).Should().BeTrue();
        TokenBinding.Holds(token, yours).Should().BeFalse();
        TokenBinding.Holds(token, null).Should().BeFalse();
    }

    [Fact]
    public void A_token_that_is_bound_in_an_unknown_way_is_nobodys()
    {
        using var certificate = Certificate();
        foreach (var bound in new object[] { new Dictionary<string, string> { ["jkt"] = "x" }, new Dictionary<string, string>(), "x", new[] { 1 } })
        {
            TokenBinding.IsBound(Token(bound)).Should().BeTrue();
            TokenBinding.Holds(Token(bound), certificate).Should().BeFalse();
        }
    }

    [Fact]
    public void A_token_that_says_nothing_is_not_bound()
    {
        using var issuer = new TestIssuer();
        TokenBinding.IsBound(new JsonWebToken(issuer.Token())).Should().BeFalse();
    }

    private static JsonWebToken Token(object bound)
    {
        using var issuer = new TestIssuer();
        var claims = issuer.Claims();
        claims["cnf"] = bound;
        return new JsonWebToken(issuer.Token(claims));
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256).CreateSelfSigned(TestIssuer.Now, TestIssuer.Now.AddDays(1));
    }
}
