<?php

declare(strict_types=1);

// personctl-mock exec -- phpunit

use PHPUnit\Framework\TestCase;

require_once __DIR__ . '/MockSession.php';
require_once __DIR__ . '/People.php';

final class PeopleTest extends TestCase
{
    private const ADA = 'ada.lovelace@example.org';
    private const STAFF = 'classification:mozilla_confidential display:ndaed display:none';

    private MockSession $mock;

    /** Each test has a session of its own, so that they can run at the same time. */
    protected function setUp(): void
    {
        $this->mock = new MockSession($this->getName());
    }

    protected function tearDown(): void
    {
        if ($this->hasFailed()) {
            fwrite(STDERR, json_encode($this->mock->requests(), JSON_PRETTY_PRINT) . "\n");
        }
        $this->mock->drop();
    }

    private function people(string $scope, array $settings = []): People
    {
        return new People($settings + $this->mock->settings(), $scope);
    }

    public function testStaffSeeATitle(): void
    {
        $ada = $this->people(self::STAFF)->find(self::ADA);
        $this->assertSame('Ada', $ada['first_name']['value']);
        $this->assertSame('Principal Engineer', $ada['staff_information']['title']['value']);
    }

    public function testThePublicSeesANameAndNoTitle(): void
    {
        $ada = $this->people('display:public')->find(self::ADA);
        $this->assertSame('Ada', $ada['first_name']['value']);
        $this->assertArrayNotHasKey('title', $ada['staff_information']);
    }

    public function testAnUnknownPersonIsNull(): void
    {
        $this->assertNull($this->people(self::STAFF)->find('nobody@example.org'));
    }

    public function testAWrongSecretIsRejected(): void
    {
        $this->expectExceptionMessage('401');
        $this->people(self::STAFF, ['PERSONCTL_CIS_CLIENT_SECRET' => 'wrong']);
    }

    public function testAFailureOfTheServiceIsAnException(): void
    {
        $this->mock->addFault([
            'match' => ['operation' => 'getUserByPrimaryEmail'],
            'effect' => ['type' => 'status', 'status' => 503],
            'times' => 1,
        ]);
        $people = $this->people(self::STAFF);
        try {
            $people->find(self::ADA);
            $this->fail('The failure was not noticed.');
        } catch (RuntimeException $failure) {
            $this->assertSame('The service responded with 503', $failure->getMessage());
        }
        $this->assertNotNull($people->find(self::ADA));
        $requests = $this->mock->requests();
        $this->assertSame(
            ['requestToken', 'getUserByPrimaryEmail', 'getUserByPrimaryEmail'],
            array_column($requests, 'operation'),
        );
        $this->assertSame([200, 503, 200], array_column($requests, 'status'));
    }
}
